import { isObject, type JsonObject, objectsAt, textAt } from '../json';
import { isFlaggedPrompt } from './flagged-prompt';
import { OUR_ACCOUNT, wordsOf } from './refusal-in-answer';

/** As OpenRouter and DeepSeek say it. */
const NO_CREDIT = 402;
/** As xAI and SiliconFlow say it, under statuses that have other meanings. */
const SAYS_NO_CREDIT = /used all available credits|spending limit|insufficient (?:credits|balance)/i;
/** As xAI and Gemini say it, with the status of a request that is wrong. */
const SAYS_WRONG_KEY = /^(?:(?:incorrect|invalid) api key|api key not valid)/i;
/** These may repeat what was sent, so that their words prove nothing; 502 stands for an error that named no status. */
const REPEATING = [400, 422, 502];

/**
 * What upstream has against us, rather than against what was sent; undefined if nothing.
 *
 * @param said the error that its body has (`errorIn`)
 */
export function aboutOurAccount(status: number, said: unknown): 'no credit' | 'wrong key' | undefined {
  if (isFlaggedPrompt(status, said)) return undefined;
  const error = isObject(said) ? said : {};
  const words = wordsOf(said);
  const saysNoCredit = !REPEATING.includes(status) && SAYS_NO_CREDIT.test(words);
  if (status === NO_CREDIT || OUR_ACCOUNT.has(textAt(error, 'code') ?? '') || saysNoCredit)
    return 'no credit';
  const isWrongKey = status === 401 || status === 403 || (status === 400 && saysWrongKey(words, error));
  return isWrongKey ? 'wrong key' : undefined;
}

function saysWrongKey(words: string, error: JsonObject): boolean {
  // Gemini has it in the details, too.
  const isInDetails = objectsAt(error, 'details').some(({ reason }) => reason === 'API_KEY_INVALID');
  return isInDetails || SAYS_WRONG_KEY.test(words);
}
