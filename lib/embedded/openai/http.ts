import type { z } from 'zod';
import { invalidFields, invalidRequest } from './errors';

/** Reads a JSON body and checks its fields. @throws UpstreamError 400, naming the first field that is wrong */
export async function readBody<T extends z.ZodType>(request: Request, schema: T): Promise<z.infer<T>> {
  const body = schema.safeParse(parseJson(await request.text()));
  if (!body.success) throw invalidFields(body.error);
  return body.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw invalidRequest(`The body is not JSON: ${detail}.`, null);
  }
}

/** The headers that OpenAI sends with every answer. */
export function responseHeaders({ requestId }: { requestId: string }): Record<string, string> {
  return { 'x-request-id': requestId, 'openai-version': '2020-10-01' };
}
