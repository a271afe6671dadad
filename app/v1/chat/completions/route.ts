import { createChatCompletion } from '@/lib/api/chat-completions/create';
import { chatRequest } from '@/lib/api/chat-completions/request';
import { modelRoute } from '@/lib/api/model-route';

export const maxDuration = 300;

export const POST = modelRoute(chatRequest, createChatCompletion);

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as GET,
  unknownUrl as PATCH,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
