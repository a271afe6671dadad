import { modelRoute } from '@/lib/api/model-route';
import { createResponse } from '@/lib/api/responses/create';
import { responseRequest } from '@/lib/api/responses/request';

export const maxDuration = 300;

export const POST = modelRoute(responseRequest, createResponse);

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as GET,
  unknownUrl as PATCH,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
