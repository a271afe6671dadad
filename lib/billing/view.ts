import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsStringLiteral,
} from 'nuqs/server';
import { type ApiKeyId, asId, type ChatId } from '../ids';
import { IS_NAME } from '../name';
import { isTimeZone } from '../time-zone';
import { VIAS } from '../vocabulary';
import { parseCursor, serializeCursor } from './events/cursor';

export const RANGES = ['24h', '7d', '30d', '90d', 'period', 'last-period', 'custom'] as const;
const UNITS = ['hour', 'day', 'month'] as const;
export const STACKS = ['model', 'kind', 'via', 'key'] as const;
/** What the breakdown lists. */
export const SPLITS = ['model', 'via', 'key', 'chat'] as const;
export const METRICS = ['cost', 'tokens', 'requests'] as const;

export type RangeName = (typeof RANGES)[number];
export type Unit = (typeof UNITS)[number];
export type Stack = (typeof STACKS)[number];
export type Split = (typeof SPLITS)[number];
export type Metric = (typeof METRICS)[number];

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The days that a range of one's own may begin or end with. */
export const FIRST_DAY = '1970-01-01';
export const LAST_DAY = '9998-12-31';

const parseAsDay = createParser({
  parse: (text) => (isDay(text) ? text : null),
  serialize: (day) => day,
});

/** JavaScript takes the 31st of February for one in March, and beyond these years a day's end can't be written. */
function isDay(text: string): boolean {
  if (!DAY.test(text) || text < FIRST_DAY || text > LAST_DAY) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const parseAsTimeZone = createParser({
  parse: (text) => (isTimeZone(text) ? text : null),
  serialize: (name) => name,
});

/** The usage that no API key was used for: in the browser. */
export const NO_KEY = 'none';

const parseAsKey = createParser({
  parse: (text) => (text === NO_KEY ? NO_KEY : UUID.test(text) ? asId<ApiKeyId>(text) : null),
  serialize: (key) => key,
});

const parseAsChat = createParser({
  parse: (text) => (UUID.test(text) ? asId<ChatId>(text) : null),
  serialize: (id) => id,
});

/** Nuqs' own takes whatever is not “true” for false. */
const parseAsFlag = createParser({
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  serialize: String,
});

const parseAsName = createParser({
  parse: (text) => (IS_NAME.test(text) ? text : null),
  serialize: String,
});

const parseAsCursor = createParser({ parse: parseCursor, serialize: serializeCursor });

/**
 * A billing view is in its URL, so that it can be sent to a colleague; but `tz` only where it was chosen on the way there:
 * without it, whoever opens the link sees it in the zone that they chose last, or UTC. Bad values count as absent.
 */
const params = {
  range: parseAsStringLiteral(RANGES).withDefault('period'),
  /** First and last day of a custom range, `YYYY-MM-DD` in the view's zone. */
  from: parseAsDay,
  to: parseAsDay,
  /** How wide a bar is; null: what suits the range. */
  unit: parseAsStringLiteral(UNITS),
  by: parseAsStringLiteral(STACKS).withDefault('model'),
  metric: parseAsStringLiteral(METRICS).withDefault('cost'),
  cumulative: parseAsFlag.withDefault(false),
  split: parseAsStringLiteral(SPLITS).withDefault('model'),
  /** Only this model, this source, this API key, this chat. */
  model: parseAsName,
  via: parseAsStringLiteral(VIAS),
  key: parseAsKey,
  chat: parseAsChat,
  tz: parseAsTimeZone,
  /** The event log goes on after this event. */
  after: parseAsCursor,
};

export type View = inferParserType<typeof params>;
/** What narrows cards, chart, log and export alike. */
export type UsageFilter = Pick<View, 'model' | 'via' | 'key' | 'chat'>;

export const NO_FILTER: UsageFilter = { model: null, via: null, key: null, chat: null };

/** A view's filter alone. */
export function filterOf({ model, via, key, chat }: UsageFilter): UsageFilter {
  return { model, via, key, chat };
}

/** The change that narrows a view to a name, or with null undoes it. A name that there is none of narrows nothing. */
export function viewFilterOf(by: keyof UsageFilter, name: string | null): Partial<UsageFilter> {
  switch (by) {
    case 'model':
      return { model: name === null ? null : parseAsName.parse(name) };
    case 'via':
      return { via: name === null ? null : parseAsStringLiteral(VIAS).parse(name) };
    case 'key':
      return { key: name === null ? null : parseAsKey.parse(name) };
    case 'chat':
      return { chat: name === null ? null : parseAsChat.parse(name) };
  }
}

const load = createLoader(params);
const serialize = createSerializer(params);

export type SearchParams = Record<string, string | string[] | undefined> | URLSearchParams;

export const VIEW_PARAMETERS: readonly string[] = Object.keys(params);

/** What a parameter's text stands for; null: nothing, or there is no such parameter. */
export function viewValue(name: string, text: string): unknown {
  const parser = Object.entries(params).find(([known]) => known === name)?.[1];
  return parser?.parse(text) ?? null;
}

/** Reads a view from a URL's parameters. */
export function parseView(search: SearchParams): View {
  return consistent(load(search));
}

/** Reads a view from its link. */
export function parseHref(href: string): View {
  return parseView(new URL(href, 'http://any').searchParams);
}

/** The link to a view that differs from another one. The log begins anew unless the change says where it goes on. */
export function viewHref(view: View, change: Partial<View> = {}, path = '/billing'): string {
  return serialize(path, consistent({ ...view, after: null, ...change }));
}

/** The same view as the fields of a form, which then adds its own. */
export function viewFields(view: View, change: Partial<View> = {}): [name: string, value: string][] {
  return [...new URL(viewHref(view, change), 'http://any').searchParams];
}

/** The kinds of token have neither a cost nor a number of requests at the meter, so that stack counts tokens. */
function consistent(view: View): View {
  return view.by === 'kind' ? { ...view, metric: 'tokens' } : view;
}
