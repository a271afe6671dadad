import { listApiModels } from '@/lib/api/list-models';
import { apiRoute } from '@/lib/api/route';

export * from '@/lib/api/unknown-methods';

export const GET = apiRoute(async (_request, caller) => ({
  response: Response.json({ object: 'list', data: await listApiModels(caller) }),
}));
