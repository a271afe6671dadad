import type { Outcome } from '@/lib/vocabulary';
import type { FakeUpstream } from '../upstream';

type FaultOrder = Parameters<FakeUpstream['faults']['next']>[0];

/** What a generation is billed for. */
export type Bill =
  /** What upstream reports. */
  | 'as reported'
  /** Our count: the prompt, and what was delivered. */
  | 'prompt and what was delivered'
  | 'prompt'
  | 'nothing';

/** What becomes of each upstream call, in their order. */
export type Expected = readonly (readonly [Bill, Outcome?])[];

/** What happens on our side of the call. */
export type OurSide =
  | 'reads to the end'
  | 'presses Stop'
  | 'presses Stop while it connects'
  | 'times out'
  | 'closes the tab'
  | 'stops reading'
  | 'never reads'
  | 'throws while it reads'
  | 'tries once more'
  | 'calls where nobody listens'
  | 'answers the tool calls';

/** The two APIs of OpenAI, and the client for compatible servers, which speak the first of them. */
export type MatrixApi = 'chat' | 'responses' | 'compatible';

/** The APIs that have a row, and what the table says of it. */
interface Only {
  apis: readonly MatrixApi[];
  mark: string;
}

const CHAT_COMPLETIONS: Only = { apis: ['chat', 'compatible'], mark: 'Chat Completions only' };
/** OpenAI's Chat Completions tell nothing of what a model thinks. */
const TELLS_THOUGHTS: Only = {
  apis: ['responses', 'compatible'],
  mark: 'not Chat Completions of OpenAI',
};

export interface MatrixRow {
  what: string;
  /** What is wrong with upstream, one for each of its first calls. */
  upstream?: readonly FaultOrder[];
  ourSide?: OurSide;
  /** Left out where it can't happen. */
  streaming?: Expected;
  blocking?: Expected;
  /** What is asked, where it matters. */
  prompt?: string;
  /** Only these have it. */
  only?: Only;
}

const asReported: Expected = [['as reported', 'complete']];
const delivered = (ending: Outcome): Expected => [['prompt and what was delivered', ending]];
const promptOnly = (ending: Outcome): Expected => [['prompt', ending]];
const nothing: Expected = [['nothing']];

/** Everything that can happen to a call of a model, and what is billed for it. `docs/matrix.md` shows it. */
export const MATRIX: readonly MatrixRow[] = [
  { what: 'The reply ends', streaming: asReported, blocking: asReported },
  {
    what: 'The reply reaches the output limit',
    upstream: ['length'],
    streaming: asReported,
    blocking: asReported,
  },
  {
    what: 'A content filter ends the reply',
    upstream: ['content-filter'],
    streaming: asReported,
    blocking: asReported,
  },
  {
    what: 'The model thinks before it replies',
    prompt: '/think',
    streaming: asReported,
    blocking: asReported,
  },
  {
    what: 'The reply calls a tool, and a second call of the model has its result',
    ourSide: 'answers the tool calls',
    prompt: '/tools',
    streaming: [...asReported, ...asReported],
    blocking: [...asReported, ...asReported],
  },
  {
    what: 'The usage comes with the last choice, not after it',
    upstream: ['usage-with-choices'],
    only: CHAT_COMPLETIONS,
    streaming: asReported,
    blocking: asReported,
  },
  {
    what: 'Upstream reports no usage',
    upstream: ['no-usage'],
    streaming: delivered('complete'),
    blocking: delivered('complete'),
  },
  {
    what: 'The person presses Stop',
    upstream: [{ kind: 'stall', afterDeltas: 5 }],
    ourSide: 'presses Stop',
    streaming: delivered('stopped'),
    blocking: promptOnly('stopped'),
  },
  {
    what: 'The person presses Stop while the model thinks, and its thoughts are shown',
    upstream: [{ kind: 'stall', afterDeltas: 5 }],
    ourSide: 'presses Stop',
    prompt: '/think',
    only: TELLS_THOUGHTS,
    streaming: delivered('stopped'),
    blocking: promptOnly('stopped'),
  },
  { what: 'The person closes the tab or reloads it', ourSide: 'closes the tab', streaming: asReported },
  { what: 'The reader stalls and never reads on', ourSide: 'stops reading', streaming: asReported },
  { what: 'Nobody ever reads the result', ourSide: 'never reads', streaming: asReported },
  {
    what: 'Our own code throws after the stream began',
    ourSide: 'throws while it reads',
    streaming: asReported,
  },
  {
    what: 'Upstream stalls in the middle, until our time-out',
    upstream: [{ kind: 'stall', afterDeltas: 5 }],
    ourSide: 'times out',
    streaming: delivered('failed'),
    blocking: promptOnly('failed'),
  },
  {
    what: 'Upstream never answers, until our time-out',
    upstream: ['hang'],
    ourSide: 'times out',
    streaming: promptOnly('failed'),
    blocking: promptOnly('failed'),
  },
  {
    what: 'An error comes in the middle of the stream',
    upstream: ['stream-error'],
    streaming: delivered('failed'),
  },
  {
    what: 'The connection is reset',
    upstream: ['reset'],
    streaming: delivered('failed'),
    blocking: promptOnly('failed'),
  },
  {
    what: 'The connection is reset before the first token',
    upstream: [{ kind: 'reset', afterDeltas: 0 }],
    streaming: promptOnly('failed'),
    blocking: promptOnly('failed'),
  },
  {
    what: 'The stream breaks off after usage was reported for its beginning',
    upstream: ['early-usage'],
    only: CHAT_COMPLETIONS,
    streaming: delivered('failed'),
  },
  {
    what: 'The stream ends without a finish',
    upstream: ['close'],
    streaming: delivered('failed'),
    blocking: promptOnly('failed'),
  },
  {
    what: 'The connection never comes about',
    ourSide: 'calls where nobody listens',
    streaming: nothing,
    blocking: nothing,
  },
  {
    what: 'The person presses Stop while the connection is being made',
    ourSide: 'presses Stop while it connects',
    streaming: nothing,
    blocking: nothing,
  },
  {
    what: 'Upstream refuses the key (401)',
    upstream: ['unauthorized'],
    streaming: nothing,
    blocking: nothing,
  },
  {
    what: 'Upstream is busy (429)',
    upstream: ['rate-limited'],
    streaming: nothing,
    blocking: nothing,
  },
  {
    what: 'Upstream has an error (500)',
    upstream: ['server-error'],
    streaming: nothing,
    blocking: nothing,
  },
  {
    what: 'Upstream is busy, and the SDK tries again',
    upstream: [{ kind: 'rate-limited', retryAfterSeconds: 0 }],
    ourSide: 'tries once more',
    streaming: [...nothing, ...asReported],
    blocking: [...nothing, ...asReported],
  },
  {
    what: 'Upstream has an error, and the SDK tries again',
    upstream: [{ kind: 'server-error', retryAfterSeconds: 0 }],
    ourSide: 'tries once more',
    streaming: [...nothing, ...asReported],
    blocking: [...nothing, ...asReported],
  },
  {
    what: 'The connection breaks, and the SDK tries again',
    upstream: ['reset'],
    ourSide: 'tries once more',
    blocking: [...promptOnly('failed'), ...asReported],
  },
  {
    what: 'A refusal comes with status 200, as the first event of the stream',
    upstream: ['refused-in-stream'],
    streaming: nothing,
  },
  {
    what: 'An error of upstream comes with status 200, as the first event of the stream',
    upstream: ['failed-in-stream'],
    streaming: promptOnly('failed'),
  },
  {
    what: 'A web page comes with status 200',
    upstream: ['html'],
    streaming: promptOnly('failed'),
    blocking: promptOnly('failed'),
  },
  {
    what: 'JSON that ends too early comes with status 200',
    upstream: ['broken-json'],
    streaming: promptOnly('failed'),
    blocking: promptOnly('failed'),
  },
];
