import { listApiModels } from '@/lib/api/list-models';
import { apiRoute } from '@/lib/api/route';

export const GET = apiRoute(async (_request, caller) => ({
  response: Response.json({ object: 'list', data: await listApiModels(caller) }),
}));

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as POST,
  unknownUrl as PATCH,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
