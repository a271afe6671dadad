import { once } from 'node:events';
import { createServer } from 'node:http';
import { createDemoUpstream } from '@/lib/embedded/openai';
import { listen } from '@/tests/support/listen';
import { createFaultPlan } from '../upstream/faults';
import { createHandler } from '../upstream/handler';
import { createJournal, type JournalRecord } from '../upstream/journal';

/** A request of upstream's journal, and what it was made for. */
export interface SentRecord extends JournalRecord {
  chatId: string;
  via: 'chat' | 'title';
}

/** How a question names its chat, so that the journal and the ledger can be held against each other. */
export function questionIn(chatId: string, text: string): string {
  return `${text} (chat ${chatId})`;
}

/**
 * The fake upstream in this process, which outlives every kill: its journal is the truth about what was sent. Each
 * record is kept with the chat that the question named, and whether it was for the reply or the title, because a killed
 * app may never have learnt the response's id.
 */
export async function startJournalledUpstream(tokenDelayMs: number) {
  const askedFor = new Map<string, Pick<SentRecord, 'chatId' | 'via'>>();
  let requests = 0;
  const journal = createJournal();
  const demo = createDemoUpstream({ tokenDelayMs, journal: journal.note });
  const handle = createHandler({
    journal,
    faults: createFaultPlan(),
    demo(input, init) {
      requests++;
      const requestId = new Headers(init?.headers).get('x-client-request-id') ?? '';
      const body = String(init?.body);
      askedFor.set(requestId, {
        chatId: /\(chat ([0-9a-f-]{36})\)/.exec(body)?.[1] ?? '',
        // Only a reply is streamed.
        via: /"stream":\s*true/.test(body) ? 'chat' : 'title',
      });
      return demo(input, init);
    },
  });
  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined));
  });
  // An idle connection that is closed just when the app asks on it is a failed call, which the app rightly bills and
  // makes again; here, every call must be made once.
  server.keepAliveTimeout = 0;
  const port = await listen(server);

  return {
    url: `http://127.0.0.1:${port}/v1`,
    idle: () => journal.idle(),
    requests: () => requests,
    records: (): SentRecord[] =>
      journal.records().map((record) => ({
        ...record,
        ...(askedFor.get(record.requestId) ?? { chatId: '', via: 'chat' }),
      })),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
