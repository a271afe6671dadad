import { generateText } from 'ai';
import { firstCharacters } from '@/lib/first-characters';
import type { ChatId, UserId } from '@/lib/ids';
import type { SpendLimit } from '@/lib/metering/call';
import type { Metering } from '@/lib/metering/context';
import { meteredModel } from '@/lib/metering/metered-model';
import { type CatalogModel, listModels, requireModel } from '@/lib/models';
import { languageModel } from '@/lib/models/upstream';
import { within } from '@/lib/within';
import { cheapestModel } from './cheapest-model';
import { cleanTitle } from './clean-title';

const INSTRUCTIONS =
  'Write a title of at most six words for a chat that begins with this message. ' +
  'Use the language of the message. Answer with the title alone.';
/** The beginning of a message says what it is about. */
const MOST_CHARACTERS = 2_000;
const TITLE_TOKENS = 64;
/** Such models think before they write, in tokens of the same limit. */
const REASONING_TOKENS = 1_024;
const TIMEOUT_MS = 20_000;

export interface TitleRequest {
  userId: UserId;
  chatId: ChatId;
  spendLimit: () => Promise<SpendLimit>;
  /** What the chat began with. */
  text: string;
}

/**
 * Has the cheapest model write the title of a chat, metered as `title`. Empty when it had nothing to say.
 *
 * @throws AllowanceExceededError, and whatever the model's server answers with
 */
export async function writeTitle(metering: Metering, request: TitleRequest): Promise<string> {
  const { userId, chatId, spendLimit } = request;
  const model = await titleModel();
  const { text } = await within(TIMEOUT_MS, (stop) =>
    generateText({
      model: meteredModel(languageModel(model), metering, {
        userId,
        via: 'title',
        chatId,
        model,
        spendLimit,
        stop,
      }),
      instructions: INSTRUCTIONS,
      prompt: firstCharacters(request.text, MOST_CHARACTERS),
      maxOutputTokens: TITLE_TOKENS + (model.reasoning ? REASONING_TOKENS : 0),
      maxRetries: 0,
      // Nobody reads how a title was found.
      providerOptions: { openai: { reasoningSummary: null } },
    }),
  );
  return cleanTitle(text);
}

async function titleModel(): Promise<CatalogModel> {
  const models = await listModels();
  // Where nothing has a price, the first is the default one.
  const chosen = cheapestModel(models) ?? models[0];
  if (!chosen) throw new Error('There is no model to write a title with.');
  return requireModel(chosen.id);
}
