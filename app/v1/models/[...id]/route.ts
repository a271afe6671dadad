import { getApiModel } from '@/lib/api/list-models';
import { apiRoute } from '@/lib/api/route';

interface Context {
  params: Promise<{ id: string[] }>;
}

/** The id of a router's model has a slash in it: `openai/gpt-5.4`. */
export const GET = apiRoute(async (_request, caller, { params }: Context) => {
  const { id } = await params;
  return { response: Response.json(await getApiModel(caller, id.map(decodeURIComponent).join('/'))) };
});

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as POST,
  unknownUrl as PATCH,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
