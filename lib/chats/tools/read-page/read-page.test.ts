import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { PRODUCT_SLUG } from '@/lib/product';
import { listen } from '@/tests/support/listen';
import { PageError, type PageRules } from './fetch-page';
import { readText } from './index';

/** Where names lead in these tests: `listed.test` to this machine, as the tests need a server. */
const addresses: Record<string, string> = { 'listed.test': '127.0.0.1', 'inside.test': '10.0.0.7' };

describe('reading a page', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function serve(answer: RequestListener): Promise<string> {
    const started = createServer(answer);
    server = started;
    return `http://listed.test:${await listen(started)}`;
  }

  const rules = (overrides: Partial<PageRules> = {}): PageRules => ({
    hosts: ['listed.test', 'inside.test'],
    protocols: ['http:', 'https:'],
    isAllowedAddress: (address) => address === '127.0.0.1',
    resolve: async (host) => found(addresses[host] ?? '203.0.113.1'),
    ...overrides,
  });

  const html =
    '<html><head><title>A &amp; B</title><style>x{}</style></head><body><h1>Hi</h1><p>One<br>two</p><script>evil()</script></body></html>';

  it('gives its title and its text, without scripts and styles', async () => {
    const url = await serve((_, response) => response.setHeader('Content-Type', 'text/html').end(html));
    expect(await readText(`${url}/page`, rules())).toEqual({
      url: `${url}/page`,
      title: 'A & B',
      text: 'Hi\nOne\ntwo',
      isCut: false,
    });
  });

  it('cuts a title that is long, and leaves no half of a letter in it', async () => {
    const page = `<title>&#xd83d;${'x'.repeat(298)}😀</title><p>Hi</p>`;
    const url = await serve((_, response) => response.setHeader('Content-Type', 'text/html').end(page));
    const { title } = await readText(url, rules());
    expect(title).toBe(`\uFFFD${'x'.repeat(298)}\uFFFD`);
  });

  // Wikipedia, the example of the documentation, answers 403 to who doesn't say what they are.
  it('says who asks', async () => {
    const url = await serve(({ headers }, response) => {
      const isTold = headers['user-agent']?.startsWith(PRODUCT_SLUG);
      response.writeHead(isTold ? 200 : 403, { 'Content-Type': 'text/plain' }).end('welcome');
    });
    expect(await readText(url, rules())).toMatchObject({ text: 'welcome' });
  });

  // Every page was read as UTF-8.
  it.each([
    ['text/plain; charset=iso-8859-1', 'Köln', Buffer.from('Köln', 'latin1')],
    ['text/plain; Charset="Shift_JIS"; format=flowed', '東京', Buffer.from('938c8b9e', 'hex')],
    ['text/plain; charset=utf-8', 'Köln', Buffer.from('Köln')],
    ['text/plain', 'Köln', Buffer.from('Köln')],
    ['text/plain; charset=klingon', 'Köln', Buffer.from('Köln')],
  ])('reads the letters of a page that is %s', async (type, text, body) => {
    const url = await serve((_, response) => response.setHeader('Content-Type', type).end(body));
    expect(await readText(url, rules())).toMatchObject({ text });
  });

  it('follows redirects that stay on the list, and no others', async () => {
    const url = await serve((request, response) => {
      const target = {
        '/a': '/b',
        '/out': 'http://elsewhere.test/',
        '/in': 'http://inside.test/',
        '/loop': '/loop',
      };
      const location = Object.entries(target).find(([path]) => path === request.url)?.[1];
      if (location) response.writeHead(302, { location }).end();
      else response.setHeader('Content-Type', 'text/plain').end('arrived');
    });
    expect(await readText(`${url}/a`, rules())).toMatchObject({ url: `${url}/b`, text: 'arrived' });
    await expect(readText(`${url}/out`, rules())).rejects.toThrow(
      'Pages of elsewhere.test can’t be read here',
    );
    await expect(readText(`${url}/in`, rules())).rejects.toThrow('not on the public internet');
    await expect(readText(`${url}/loop`, rules())).rejects.toThrow('redirects more than');
  });

  it('connects to no private address, whatever the name says', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked++;
      response.end('secret');
    });
    await expect(readText(url, rules({ isAllowedAddress: undefined }))).rejects.toThrow(
      'not on the public internet',
    );
    const byAddress = url.replace('listed.test', '127.0.0.1');
    const listed = { hosts: ['127.0.0.1'], isAllowedAddress: undefined };
    await expect(readText(byAddress, rules(listed))).rejects.toThrow('not on the public internet');
    expect(asked).toBe(0);
  });

  it('refuses a name when only one of its addresses is private', async () => {
    const url = await serve((_, response) => response.end('secret'));
    const resolve = async () => found('127.0.0.1', '10.0.0.7');
    await expect(readText(url, rules({ resolve }))).rejects.toThrow('not on the public internet');
  });

  it.each([
    ['ftp://listed.test/', 'Only pages by https'],
    ['http://user:password@listed.test/', 'password'],
    ['not an address', 'not an address'],
    ['http://elsewhere.test/', 'These can: listed.test, inside.test.'],
  ])('refuses %s with a sentence', async (url, sentence) => {
    await expect(readText(url, rules())).rejects.toThrow(sentence);
  });

  it('says that a page can’t be reached by its code alone', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('queryA ENOTFOUND by 10.0.0.53'), { code: 'ENOTFOUND' });
    };
    const failure = readText('http://listed.test/', rules({ resolve })).catch(String);
    expect(await failure).toBe('The page could not be reached (ENOTFOUND).');
  });

  it('reads by https only, unless it is told otherwise', async () => {
    await expect(readText('http://listed.test/', rules({ protocols: undefined }))).rejects.toThrow('https');
  });

  it('stops at the size limit, at what is no text, and at an error', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/image') response.setHeader('Content-Type', 'image/png').end('x');
      else if (request.url === '/gone') response.writeHead(404).end();
      else response.setHeader('Content-Type', 'text/plain').end('x'.repeat(5_000));
    });
    await expect(readText(url, rules({ sizeLimitBytes: 4_096 }))).rejects.toThrow('more than 4 KiB');
    await expect(readText(`${url}/image`, rules())).rejects.toThrow('image/png');
    await expect(readText(`${url}/gone`, rules())).rejects.toThrow('status 404');
  });

  it('does not wait for a page that never ends', async () => {
    const url = await serve((_, response) => {
      response.setHeader('Content-Type', 'text/plain').write('beginning');
    });
    const failure = readText(url, rules({ timeoutMs: 50 }));
    await expect(failure).rejects.toThrow(PageError);
    server?.closeAllConnections();
  });
});

function found(...answers: string[]) {
  return answers.map((address) => ({ address, family: 4 }));
}
