import { describe, expect, it } from 'vitest';
import { filePart } from '@/lib/attachments/file-part';
import type { ChatMessage } from '@/lib/chats/message';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { formatUsd, parseUsd, sumUsd } from '@/lib/money';
import { holdTerms } from '@/lib/pricing/hold-terms';
import { priceFor } from '@/lib/pricing/price-book';
import { loadEncoding } from '@/lib/tokens/encoding';
import { countText } from '@/lib/tokens/text-counter';
import { estimateMessage, promptTokensOf } from './estimate';

const says = (role: 'user' | 'assistant', text: string, contextTokens?: number): ChatMessage => ({
  id: crypto.randomUUID(),
  role,
  parts: [{ type: 'text', text }],
  metadata: contextTokens === undefined ? {} : { usage: { ...NOTHING, contextTokens } },
});

const words = (text: string) => ({ text, files: [] });

const NOTHING = {
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  reasoningTokens: 0,
  costPico: '0',
  estimated: false,
  model: 'a-model',
  durationMs: 0,
  contextTokens: 0,
  generationIds: [],
};

describe('what a message can cost', () => {
  it('is its prompt, and the longest reply that it may get', () => {
    const model = modelChoice({ input: '10', output: '50' }, { replyTokens: 8_000 });
    const estimate = estimateMessage(model, 40_000, null);
    expect(estimate && formatUsd(estimate.promptPico)).toBe('$0.40');
    expect(estimate && formatUsd(estimate.replyPico)).toBe('$0.40');
    expect(estimate && formatUsd(estimate.totalPico)).toBe('$0.80');
  });

  it('is what will be held for it, the dearer rates of a long prompt and of a cache included', () => {
    const price = priceFor({ provider: 'openai', model: 'gpt-6-luna', at: new Date('2026-11-23') }) ?? null;
    const hold = holdTerms(900_000, price ?? undefined);
    const replyPico = sumUsd(Array.from({ length: 100 }, () => hold.outputTokenPico));
    const estimate = estimateMessage(modelChoice(null, { price, replyTokens: 100 }), 900_000, null);
    expect(estimate?.totalPico).toBe(hold.promptPico + replyPico);
  });

  it('is no more than what is left of the allowance', () => {
    const model = modelChoice({ input: '10', output: '50' }, { replyTokens: 8_000 });
    const capped = estimateMessage(model, 40_000, parseUsd('0.30'));
    expect(capped).toMatchObject({ allowancePico: parseUsd('0.30'), totalPico: parseUsd('0.30') });
    const whole = estimateMessage(model, 40_000, parseUsd('2'));
    expect(whole).toMatchObject({ allowancePico: undefined, totalPico: parseUsd('0.80') });
  });

  // “Up to” was said of a sum that each use of a tool adds to.
  it('may be more where the model has tools, but not beyond the allowance', () => {
    const isMost = (tools: boolean, leftUsd: string | null) =>
      estimateMessage(
        modelChoice({ input: '10', output: '50' }, { tools }),
        40_000,
        leftUsd === null ? null : parseUsd(leftUsd),
      )?.isMost;
    expect(isMost(true, null)).toBe(false);
    expect(isMost(true, '100')).toBe(false);
    expect(isMost(true, '0.30')).toBe(true);
    expect(isMost(false, null)).toBe(true);
  });

  it('is not known of a model without a price', () => {
    expect(estimateMessage(modelChoice(null), 40_000, null)).toBeUndefined();
  });
});

describe('the prompt of a message', () => {
  it('is what the last reply is billed for, and what was said since', () => {
    const before = [says('user', 'x'.repeat(4_000)), says('assistant', 'x'.repeat(4_000), 2_500)];
    expect(promptTokensOf('', before, words('x'.repeat(400)))).toBe(2_600);
    expect(promptTokensOf('', [...before, says('user', 'x'.repeat(40))], words('x'.repeat(400)))).toBe(2_610);
  });

  it('has the files of the message too, and of those that are not billed yet', () => {
    const file = filePart({ id: 'a', name: 'a.pdf', mediaType: 'application/pdf', tokens: 5_000 });
    const asked: ChatMessage = { id: 'b', role: 'user', parts: [file] };
    const before = [says('assistant', 'x', 2_500), asked];
    expect(promptTokensOf('', before, { text: '', files: [file] })).toBe(12_500);
  });

  // A third of it was told, so that an expensive message went out unasked.
  it('is no less than the exact count of a long message in Chinese', async () => {
    const text = '令牌是语言模型读写文字的最小单位，通常是一个词。价格按照输入和输出的数量计算。'.repeat(500);
    const exact = countText(await loadEncoding('o200k_base'), text);
    expect(promptTokensOf('', [says('assistant', '', 0)], words(text))).toBeGreaterThanOrEqual(exact);
  });

  // An expensive first message went out unasked.
  it('has the instructions of the chat, until a reply is billed with them', () => {
    const instructions = 'x'.repeat(8_000);
    const withThem = promptTokensOf(instructions, [], words('x'.repeat(400)));
    expect(withThem - promptTokensOf('', [], words('x'.repeat(400)))).toBe(2_000);
    expect(promptTokensOf(instructions, [says('assistant', 'x', 2_500)], words(''))).toBe(2_500);
  });

  it('has some tokens before the first message too', () => {
    expect(promptTokensOf('', [])).toBeGreaterThan(0);
  });
});
