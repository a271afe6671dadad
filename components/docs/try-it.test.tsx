// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { curlCall } from './snippets';
import { TryIt } from './try-it';

const page = reactRoot();

const KEY = 'tt_live_4fG7kQ2mZx1A_abc';

/** As Enter in a field does, or Space on the button. */
const submit = () =>
  act(async () => {
    document
      .querySelector('form')
      ?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  });

// By the keyboard the same call was sent, and billed, as often as one pressed.
it('sends a call once, and the next one when it is answered', async () => {
  let answer = (_: Response) => {};
  const send = vi.fn(() => new Promise<Response>((resolve) => (answer = resolve)));
  vi.stubGlobal('fetch', send);
  await page.show(<TryIt baseUrl="https://a.test/v1" models={['gpt-5']} />);
  await typeInto(document.querySelector('#try-key'), KEY);
  await submit();
  await submit();
  expect(send).toHaveBeenCalledTimes(1);

  await act(async () => answer(Response.json({ error: { message: 'This key has expired.' } })));
  expect(document.body.textContent).toContain('This key has expired.');
  await submit();
  expect(send).toHaveBeenCalledTimes(2);
});

it('shows the call as it would be sent, but for the key', async () => {
  await page.show(<TryIt baseUrl="https://a.test/v1" models={['gpt-5']} />);
  await typeInto(document.querySelector('#try-message'), 'What is a meter?');
  const body = '{"model":"gpt-5","messages":[{"role":"user","content":"What is a meter?"}]}';
  expect(document.querySelector('pre')?.textContent).toBe(curlCall('https://a.test/v1', body));
});

// It was in the attribute of its field, where whatever reads the page's HTML found it.
it('sends the key that was pasted, and has it nowhere in the HTML of the page', async () => {
  const send = vi.fn(async (_url: string, _init: RequestInit) => Response.json({}));
  vi.stubGlobal('fetch', send);
  await page.show(<TryIt baseUrl="https://a.test/v1" models={['gpt-5']} />);
  await typeInto(document.querySelector('#try-key'), ` ${KEY} `);
  await submit();
  expect(send.mock.lastCall?.[1].headers).toMatchObject({ authorization: `Bearer ${KEY}` });
  expect(document.documentElement.outerHTML).not.toContain(KEY);
});

const find = (selector: string) => document.querySelector(selector);

describe('a screen reader is told', () => {
  beforeEach(() => page.show(<TryIt baseUrl="https://a.test/v1" models={['gpt-5']} />));

  async function callTwice(body: object, selector: string) {
    vi.stubGlobal('fetch', async () => Response.json(body));
    await typeInto(document.querySelector('#try-key'), KEY);
    await submit();
    const first = find(selector);
    await submit();
    return { first, second: find(selector) };
  }

  // The element came with its words, of which some say nothing, or stayed as it was.
  it('each reply, in an element that was there before', async () => {
    const status = find('[role=status]');
    expect(status?.textContent).toBe('');
    const body = { choices: [{ message: { content: 'Hello' } }] };
    const { first, second } = await callTwice(body, '[role=status] > *');
    expect(find('[role=status]')).toBe(status);
    expect(second?.textContent).toContain('Hello');
    expect(second).not.toBe(first);
  });

  it('each refusal, also one with the words of the one before', async () => {
    const { first, second } = await callTwice({ error: { message: 'It has expired.' } }, '[role=alert]');
    expect(second?.textContent).toBe('It has expired.');
    expect(second).not.toBe(first);
  });
});
