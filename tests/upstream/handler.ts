import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoUpstream } from '@/lib/embedded/openai';
import { newId } from '@/lib/embedded/openai/ids';
import type { Gate } from '@/tests/support/gate';
import { callerLeft, deliver, deliverFaulty, write } from './deliver';
import { distortId } from './distort';
import type { Fault, FaultPlan } from './faults';
import type { createFixedReplies, FixedReply } from './fixed-reply';
import type { JournalWriter } from './journal';
import { refusal } from './refusals';

export type HandlerOptions = {
  demo: DemoUpstream;
  journal: JournalWriter;
  faults: FaultPlan;
  /** Where replies of the demo that have no fault can be kept waiting. */
  gate?: Gate;
  fixedReplies?: Awaited<ReturnType<typeof createFixedReplies>>;
};

const makesReplies = new Set(['POST /v1/chat/completions', 'POST /v1/responses']);

/** The fake upstream as a handler of Node's HTTP server: the demo upstream, with faults on top. */
export function createHandler({ demo, journal, faults, gate, fixedReplies }: HandlerOptions) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const method = req.method ?? 'GET';
    const path = (req.url ?? '/').split('?', 1).join('');
    const body = await readText(req);
    const route = `${method} ${path}`;
    if (route === 'GET /__journal')
      return deliver(Response.json({ records: journal.records(), totals: journal.totals() }), res);

    const requestId = newId('req');
    journal.begin(requestId);
    try {
      const isReply = makesReplies.has(route);
      const fault = isReply ? faults.take() : undefined;
      const fixed = isReply && !fault ? await fixedReplies?.(path, JSON.parse(body)) : undefined;
      if (fixed) await sendFixed(fixed, requestId, res);
      else await answer({ method, path, body, requestId, fault }, res);
    } finally {
      journal.finish(requestId);
    }
  };

  async function answer({ method, path, body, requestId, fault }: Asked, res: ServerResponse): Promise<void> {
    const refused = fault && refusal(fault, /"stream":\s*true/.test(body));
    if (refused) {
      journal.add({ ...noAnswer, requestId, fault: fault.kind });
      return deliver(refused, res);
    }
    const left = new AbortController();
    res.once('close', () => left.abort());
    const headers = { 'content-type': 'application/json', 'x-client-request-id': requestId };
    const init = { method, headers, body: body || undefined, signal: left.signal };
    try {
      const response = await demo(`http://demo${path}`, init);
      // A reply that failed before its first byte is a refusal to its caller, whatever the demo had done for it.
      if (response.status >= 400) journal.add({ ...noAnswer, requestId });
      if (!fault) return await deliver(response, res, gate);
      markFaulty(requestId, fault);
      if (fault.kind === 'hang') return await callerLeft(res);
      const isOfUse = await deliverFaulty(response, res, fault);
      if (!isOfUse) journal.amend(requestId, { outputTokens: 0, outcome: 'failed' });
    } catch (error) {
      if (!left.signal.aborted) throw error;
    }
  }

  function markFaulty(requestId: string, fault: Fault): void {
    const record = journal.find(requestId);
    const responseId = record?.responseId ? distortId(fault, record.responseId) : null;
    journal.amend(requestId, { fault: fault.kind, responseId });
  }

  async function sendFixed(fixed: FixedReply, requestId: string, res: ServerResponse): Promise<void> {
    const { wire, id, model, promptTokens, finish } = fixed;
    const record = { ...noAnswer, requestId, responseId: id, api: wire.api, model, promptTokens };
    journal.add({ ...record, outcome: 'open' });
    const contentType = wire.isStream ? 'text/event-stream; charset=utf-8' : 'application/json';
    res.writeHead(200, { 'content-type': contentType, 'x-request-id': requestId });
    for await (const { text, outputTokens } of fixed.pieces()) {
      if (res.destroyed) return journal.amend(requestId, { outcome: 'cancelled' });
      journal.amend(requestId, { outputTokens });
      await write(res, text);
    }
    res.end();
    journal.amend(requestId, { outcome: finish });
  }
}

type Asked = { method: string; path: string; body: string; requestId: string; fault: Fault | undefined };

const noAnswer = {
  responseId: null,
  api: null,
  model: null,
  promptTokens: 0,
  outputTokens: 0,
  outcome: 'refused',
  fault: null,
} as const;

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
