import { getApiModel } from '@/lib/api/list-models';
import { modelIdOf } from '@/lib/api/model-id';
import { apiRoute } from '@/lib/api/route';

export * from '@/lib/api/unknown-methods';

export const GET = apiRoute(async (request, caller) => ({
  response: Response.json(await getApiModel(caller, modelIdOf(request.url))),
}));
