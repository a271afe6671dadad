import { createChatCompletion } from '@/lib/api/chat-completions/create';
import { chatRequest } from '@/lib/api/chat-completions/request';
import { modelRoute } from '@/lib/api/model-route';

export * from '@/lib/api/unknown-methods';

export const maxDuration = 300;

export const POST = modelRoute(chatRequest, createChatCompletion);
