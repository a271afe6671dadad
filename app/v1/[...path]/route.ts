import { ApiError, errorAnswer } from '@/lib/api/errors';

/** Everything else of OpenAI's API is not offered; its clients want to hear so in their own format. */
async function unknown(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return errorAnswer(
    new ApiError(
      404,
      'unknown_url',
      `Nothing answers ${request.method} ${pathname.slice(0, 200)} here. There is /v1/chat/completions, /v1/responses, /v1/embeddings and /v1/models.`,
    ),
  );
}

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
