import { createChatCompletion } from './chat-completions/route';
import { type DemoModel, demoModels, modelObject } from './demo-models';
import { createEmbeddings } from './embeddings';
import { errorResponse, modelNotFound, UpstreamError, unknownRoute } from './errors';
import type { Context } from './exchange';
import { responseHeaders } from './http';
import { newId } from './ids';
import type { Journal } from './journal';
import { createResponse } from './responses/route';

export { type DemoModel, demoModels } from './demo-models';
export type { Api, Journal, JournalEntry, Outcome } from './journal';

export type DemoUpstreamOptions = {
  /** The pause before each token, so that a reply can be read as it comes. 12 by default; tests use 0. */
  tokenDelayMs?: number;
  /** Told what is really sent, as it is sent. */
  journal?: Journal;
  /** The models it answers for, if not the demo's own. */
  models?: readonly DemoModel[];
};

/** OpenAI's API as a function that is called like `fetch`; the host of the address does not matter. */
export type DemoUpstream = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/**
 * The demo upstream: OpenAI's wire format answered in process, so that the app runs without a key.
 *
 *     const openai = new OpenAI({ apiKey: 'demo', baseURL: 'http://demo/v1', fetch: createDemoUpstream() });
 *
 * It has `POST /v1/chat/completions`, `/v1/responses` and `/v1/embeddings`, and `GET /v1/models`. Like `fetch`, it
 * rejects with the signal's reason when the request is aborted; every other failure is a response in OpenAI's shape.
 */
export function createDemoUpstream(options: DemoUpstreamOptions = {}): DemoUpstream {
  const { tokenDelayMs = 12, journal, models = demoModels } = options;

  return async (input, init) => {
    const request = new Request(input, init);
    // OpenAI lets a caller name a request with this header; here that name is the request's id, in the journal too.
    const requestId = request.headers.get('x-client-request-id') ?? newId('req');
    const context: Context = { requestId, models, tokenDelayMs, journal };
    try {
      request.signal.throwIfAborted();
      return await route(request, context);
    } catch (error) {
      // Naming `request` here also keeps it alive: its signal goes quiet once the request is garbage.
      if (request.signal.aborted) throw request.signal.reason;
      if (error instanceof UpstreamError) return errorResponse(error, responseHeaders(context));
      throw error;
    }
  };

  async function route(request: Request, context: Context): Promise<Response> {
    const { pathname } = new URL(request.url);
    const modelId = /^\/v1\/models\/([^/]+)$/.exec(pathname)?.[1];
    if (request.method === 'GET' && modelId) return getModel(modelId, context);

    switch (`${request.method} ${pathname}`) {
      case 'POST /v1/chat/completions':
        return createChatCompletion(request, context);
      case 'POST /v1/responses':
        return createResponse(request, context);
      case 'POST /v1/embeddings':
        return createEmbeddings(request, context);
      case 'GET /v1/models':
        return Response.json(
          { object: 'list', data: models.map(modelObject) },
          { headers: responseHeaders(context) },
        );
      default:
        throw unknownRoute(request.method, pathname);
    }
  }
}

function getModel(id: string, context: Context): Response {
  const model = context.models.find((known) => known.id === id);
  if (!model) throw modelNotFound(id, context.models);
  return Response.json(modelObject(model), { headers: responseHeaders(context) });
}
