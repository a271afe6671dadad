import { ApiError, errorAnswer } from './errors';

/** Everything else of OpenAI's API is not offered; its clients want to hear so in their own format. */
export async function unknownUrl(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return errorAnswer(
    new ApiError(
      404,
      'unknown_url',
      `Nothing answers ${request.method} ${pathname.slice(0, 200)} here. There is /v1/chat/completions, /v1/responses, /v1/embeddings and /v1/models.`,
    ),
  );
}
