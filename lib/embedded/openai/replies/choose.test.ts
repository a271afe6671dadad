import { describe, expect, it } from 'vitest';
import type { Conversation, Message } from '../conversation';
import { chooseReply } from './choose';
import { closingLine } from './closing';

function conversation(messages: Message[], change: Partial<Conversation> = {}): Conversation {
  return { messages, tools: [], toolChoice: 'auto', format: { type: 'text' }, ...change };
}

function replyTo(text: string): string {
  const reply = chooseReply(conversation([{ role: 'user', text }]));
  if (reply.kind !== 'text') throw new Error(`The reply to "${text}" is a ${reply.kind}.`);
  return reply.text;
}

describe('a reply', () => {
  it.each([
    ['What is a token?', 'piece of text'],
    ['explain tokenization', 'piece of text'],
    ['How does metering work here?', '**Reserve.**'],
    ['what does this cost?', 'pico-dollars'],
    ['Is this free?', 'pico-dollars'],
    ['What are cached tokens?', '**Cached input.**'],
    ['What are reasoning tokens?', 'reasoning has that of output'],
    ['what does this cost?', 'written to a cache   × cache write rate'],
    ['What does Stop do?', 'ends the reply at the model'],
    ['What does Stop do?', 'are refused, or never reach the model | was never made | nothing |'],
    ['What does Stop do?', '| get no answer, or half of one | ends there | prompt + what arrived |'],
    ['what if I close the tab', 'runs to its end'],
    ['what happens if something fails', 'Broken off'],
    ['How do I connect a real model?', 'OPENAI_API_KEY=sk-'],
    ['can I use Ollama', 'OPENAI_BASE_URL=http://localhost:11434/v1'],
    ['How do I use Postgres?', 'DATABASE_URL=postgres://'],
    ['how do i set up OpenMeter', 'OPENMETER_URL='],
    ['connect my own OpenMeter', 'npm run openmeter:setup'],
    ['How can I deploy this to Vercel?', 'AUTH_SECRET='],
    ['What does the billing page show?', 'stacked by model'],
    ['Who can see my data?', 'only your account'],
    ['Who can see my data?', 'whoever has the share link'],
    ['What is this app?', 'starter for products that sell AI'],
    ['Hello there', 'Hello!'],
    ['thank you', "You're welcome"],
    ['Are you ChatGPT?', "I'm not a model"],
    ['/help', '/error midway'],
    ['/slow', '**Stop**, and you pay for the prompt and for'],
    ['/think', 'Thoughts are tokens like any others'],
    ['/think', 'you pay for the prompt and for the thoughts'],
    ['/tools', 'No tools were offered'],
  ])('to "%s" speaks of "%s"', (question, phrase) => {
    expect(replyTo(question)).toContain(phrase);
  });

  it('answers both halves of a question about two things', () => {
    const reply = replyTo('What is a token, and what does it cost?');
    expect(reply).toContain('piece of text');
    expect(reply).toContain('pico-dollars');
  });

  it('is to a question before or after something long that was pasted', () => {
    const pasted = 'one two three four five\n'.repeat(10_000);
    expect(replyTo(`What is a token?\n${pasted}`)).toContain('piece of text');
    expect(replyTo(`${pasted}\nWhat is a token?`)).toContain('piece of text');
  });

  it('gives back what it read when it knows nothing of it', () => {
    expect(replyTo('Why is the sky blue?')).toContain('> Why is the sky blue?');
  });

  it.each(['What is a token?', 'Why is the sky blue?', '/long', '/slow', '/tools', ''])(
    'to "%s" says at its end that it is a demo',
    (question) => {
      expect(replyTo(question).endsWith(closingLine)).toBe(true);
    },
  );

  it('is the same every time', () => {
    expect(replyTo('Tell me about billing')).toBe(replyTo('Tell me about billing'));
  });

  it('uses what a tool answered', () => {
    const reply = chooseReply(
      conversation([
        { role: 'user', text: '/tools' },
        { role: 'assistant', text: '', toolCalls: [{ id: 'call_1', name: 'get_time', arguments: '{}' }] },
        { role: 'tool', text: '12:34 UTC', toolCallId: 'call_1' },
      ]),
    );
    expect(reply).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('`get_time` answered: **12:34 UTC**'),
    });
  });

  it('fails before or after its first words, as asked', () => {
    expect(chooseReply(conversation([{ role: 'user', text: '/error' }]))).toEqual({ kind: 'failure' });
    expect(chooseReply(conversation([{ role: 'user', text: '/error midway' }]))).toMatchObject({
      breaksOff: true,
    });
  });

  it('is JSON when JSON is asked for', () => {
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
    const asked = conversation([{ role: 'user', text: 'Hi' }], { format: { type: 'json_schema', schema } });
    expect(chooseReply(asked)).toMatchObject({ text: '{"ok":true}' });
  });
});

describe('a title', () => {
  const instructions =
    'Write a short title, of at most five words, for a chat that begins with this message.';

  it.each([
    ['How does metering work here?', 'How metering works'],
    ['/long', 'A long reply'],
    ['/think', 'A reply with thoughts'],
    ['/error', 'An error on purpose'],
    ['Why is the sky blue?', 'Why is the sky blue'],
    ['please, can you write me a poem about autumn leaves in the wind', 'Write me a poem about autumn'],
    ['First message: "Plan a trip to Rome."', 'Plan a trip to Rome'],
    ['```js\nlet a = 1\n```', 'Code'],
    ['Fix the error in my Python script!', 'Fix the error in my Python'],
    ['hello', 'Hello'],
    ['Hello!', 'Hello'],
    ['?!', 'New chat'],
  ])('of "%s" is "%s"', (text, title) => {
    const asked = conversation([
      { role: 'system', text: instructions },
      { role: 'user', text },
    ]);
    expect(chooseReply(asked)).toMatchObject({ kind: 'text', text: title });
  });

  it('is not given where the instructions only mention one', () => {
    const asked = conversation([
      { role: 'system', text: 'You are the assistant of a shop for title deeds.' },
      { role: 'user', text: 'Hello' },
    ]);
    expect(chooseReply(asked)).toMatchObject({ text: expect.stringContaining('Hello!') });
  });
});

describe('a reply to files', () => {
  const files = [
    {
      kind: 'image',
      name: 'cat.png',
      mediaType: 'image/png',
      size: { widthPixels: 640, heightPixels: 480 },
      sizeBytes: 2_100,
    },
    { kind: 'file', name: 'report.pdf', pages: 1, sizeBytes: 1_572_864 },
    { kind: 'text', name: 'notes.md', lines: 12, sizeBytes: 800 },
  ] as const;

  function replyToFiles(text: string, attached: Message['files']): string {
    const reply = chooseReply(conversation([{ role: 'user', text, files: attached }]));
    return reply.kind === 'text' ? reply.text : reply.kind;
  }

  it('says of each what it is, and that a model would look at them', () => {
    const reply = replyToFiles('What is this?', [...files]);
    expect(reply).toContain('You attached 3 files:');
    expect(reply).toContain('- `cat.png`: an image (PNG) of 640 × 480 pixels, 2 KB');
    expect(reply).toContain('- `report.pdf`: a PDF of 1 page, 1.5 MB');
    expect(reply).toContain('- `notes.md`: text of 12 lines, 800 bytes');
    expect(reply.endsWith(closingLine)).toBe(true);
    expect(replyToFiles('', [{ kind: 'image' }])).toContain('an image behind a link');
  });

  it('still answers what is asked about the app', () => {
    expect(replyToFiles('What is a token, and how many has this?', [...files])).toContain('piece of text');
  });
});

// One message of 16 KB held the process up for half a minute; these would hold it up for hours.
describe('a long text that is made to keep the demo busy', () => {
  const instructions = 'Write a short title.';

  it.each([
    ['a question', 'you see '.repeat(20_000)],
    ['a title of tags', '<a'.repeat(100_000), instructions],
    ['a title of quotes', `a${'"'.repeat(100_000)}a`, instructions],
    ['instructions', 'Hello', 'give '.repeat(100_000)],
  ])('is answered at once when it is %s', (_, text, system = '') => {
    const messages: Message[] = [
      { role: 'system', text: system },
      { role: 'user', text },
    ];
    expect(chooseReply(conversation(messages))).toMatchObject({ kind: 'text' });
  });
});
