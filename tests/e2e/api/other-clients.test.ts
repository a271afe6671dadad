import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { snippets } from '@/components/docs/snippets';
import { png } from '@/lib/attachments/testing/sample-files';
import { API_KEY_VARIABLE } from '@/lib/product';
import { apiApp, MODEL } from '../support/api';

const prompt = 'What is a token?';

type Settings = { baseURL: string; apiKey: string };

const MODELS = {
  '@ai-sdk/openai, chat': (settings: Settings) => createOpenAI(settings).chat(MODEL),
  '@ai-sdk/openai, responses': (settings: Settings) => createOpenAI(settings).responses(MODEL),
  '@ai-sdk/openai-compatible': (settings: Settings) =>
    createOpenAICompatible({ ...settings, name: 'tokentally', includeUsage: true }).chatModel(MODEL),
};

const api = apiApp();

describe.each(Object.entries(MODELS))('the AI SDK on our API: %s', (_, modelOf) => {
  async function newModel() {
    const { key } = await api.newApiUser();
    return modelOf({ baseURL: api.url(), apiKey: key });
  }

  it('generates a text', async () => {
    const { text, usage } = await generateText({ model: await newModel(), prompt });
    expect(text).toContain('piece of text');
    expect(await api.entries()).toMatchObject([{ basis: 'exact', outputTokens: usage.outputTokens }]);
  });

  it('streams a text, and is told the counts of the bill', async () => {
    const result = streamText({ model: await newModel(), prompt });
    expect(await result.text).toContain('piece of text');
    const { outputTokens } = await result.usage;
    expect(await api.entries()).toMatchObject([{ basis: 'exact', outputTokens }]);
  });

  it.each([false, true])(
    'has a tool called and goes on with its result (streaming: %s)',
    async (streaming) => {
      const getTime = tool({
        description: 'Tells the time.',
        inputSchema: z.object({}),
        execute: () => 'noon',
      });
      const ask = {
        model: await newModel(),
        prompt: 'What time is it?',
        tools: { get_time: getTime },
        stopWhen: isStepCount(3),
        // Nothing is stored at our upstream, so that items can't be referred to.
        providerOptions: { openai: { store: false } },
      };
      const steps = streaming ? await streamText(ask).steps : (await generateText(ask)).steps;
      expect(steps[0]?.toolResults).toMatchObject([{ toolName: 'get_time', output: 'noon' }]);
      expect(steps.at(-1)?.text).toContain('noon');
      expect(await api.entries()).toHaveLength(steps.length);
    },
  );
});

const run = promisify(execFile);

// Those for Python can't be run here.
describe('what the page about the API has to copy', () => {
  it.each(['curl', 'OpenAI for Node', 'AI SDK'])(
    'is a call that is answered, and billed: %s',
    async (title) => {
      const { key } = await api.newApiUser();
      const snippet = snippets(api.url(), MODEL).find((each) => each.title === title);
      const code = snippet?.code.replace('tt_live_…', key) ?? '';
      const env = { ...process.env, [API_KEY_VARIABLE]: key };
      const { stdout } = await (title === 'curl'
        ? run('sh', ['-c', code], { env })
        : run(process.execPath, ['--input-type=module', '--eval', code], { env }));
      expect(stdout).toContain('piece of text');
      expect(await api.entries()).toMatchObject([{ basis: 'exact', outcome: 'complete' }]);
    },
  );
});

describe('curl on our API', () => {
  async function curl(path: string, key: string, ...more: string[]) {
    const args = ['-sS', '-i', `${api.url()}${path}`, '-H', `Authorization: Bearer ${key}`, ...more];
    const { stdout } = await run('curl', args, { maxBuffer: 2 ** 24 });
    const [head = '', ...body] = stdout.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: body.join('\r\n\r\n') };
  }
  const json = (body: object) => ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
  const messages = [{ role: 'user', content: prompt }];

  it('gets JSON', async () => {
    const { key } = await api.newApiUser();
    const { status, body } = await curl('/chat/completions', key, ...json({ model: MODEL, messages }));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      object: 'chat.completion',
      usage: { total_tokens: expect.any(Number) },
    });
  });

  it('gets events up to [DONE], without those it did not ask for', async () => {
    const { key } = await api.newApiUser();
    const request = json({ model: MODEL, messages, stream: true });
    const { head, body } = await curl('/chat/completions', key, '-N', ...request);
    expect(head).toContain('content-type: text/event-stream');
    expect(body.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(body).not.toContain('"choices":[]');
  });

  it.each([
    ['POST', '/audio/speech'],
    ['GET', '/chat/completions'],
    ['DELETE', `/models/${MODEL}`],
    ['GET', ''],
  ])('is told in JSON what there is not: %s %s', async (method, path) => {
    const { key } = await api.newApiUser();
    const { status, body } = await curl(path, key, '-X', method);
    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'unknown_url' } });
  });

  it.each([
    ['no JSON', 'hello', 400, 'invalid_request'],
    ['no messages', JSON.stringify({ model: MODEL }), 400, 'invalid_request'],
    ['an unknown model', JSON.stringify({ model: 'gpt-1', messages }), 404, 'model_not_found'],
  ])('is told in JSON what is wrong: %s', async (_, request, status, code) => {
    const { key } = await api.newApiUser();
    const answer = await curl('/chat/completions', key, '-d', request);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code, type: 'invalid_request_error' } });
  });

  it('may send 4 MB, and no more', async () => {
    const { key } = await api.newApiUser();
    const photo = Buffer.concat([png(1, 1), Buffer.alloc(3 * 2 ** 20 - 1_000)]).toString('base64');
    const content = [{ type: 'image_url', image_url: { url: `data:image/png;base64,${photo}` } }];
    const request = JSON.stringify({ model: MODEL, messages: [{ role: 'user', content }] });
    const largest = request.padEnd(4 * 2 ** 20);
    const send = (body: string) =>
      fetch(`${api.url()}/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body,
      });
    expect(largest.length - request.length).toBeLessThan(2_000);
    expect((await send(largest)).status).toBe(200);
    expect((await send(`${largest} `)).status).toBe(413);
  });
});
