import { getApiModel } from '@/lib/api/list-models';
import { modelIdOf } from '@/lib/api/model-id';
import { apiRoute } from '@/lib/api/route';

export const GET = apiRoute(async (request, caller) => ({
  response: Response.json(await getApiModel(caller, modelIdOf(request.url))),
}));

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as POST,
  unknownUrl as PATCH,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
