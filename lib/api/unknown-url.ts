import { ApiError, errorAnswer } from './errors';

/** Everything else of OpenAI's API is not offered; its clients want to hear so in their own format. */
export async function unknownUrl(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname.slice(0, 200);
  const error = new ApiError(
    404,
    'unknown_url',
    `Nothing answers ${request.method} ${path} here. There is /v1/chat/completions, /v1/responses, /v1/embeddings, /v1/models, /v1/usage and /v1/usage/events.`,
  );
  return errorAnswer(error, { path });
}
