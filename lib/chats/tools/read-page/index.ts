import { tool } from 'ai';
import { z } from 'zod';
import { fetchPage, type PageRules } from './fetch-page';
import { textOfHtml } from './page-text';

/** Much more would crowd the conversation out of the model's context, and is paid for again with every reply. */
const MOST_CHARACTERS = 20_000;
const MOST_TITLE_CHARACTERS = 300;

/** Reads a page of the hosts that the operator lists. */
export function readPage(rules: PageRules) {
  return tool({
    title: 'Read a page',
    description: `Reads the text of a web page. Only pages of these hosts can be read: ${rules.hosts.join(', ')}.`,
    inputSchema: z.object({ url: z.string().describe('The address of the page, with https://') }),
    execute: ({ url }) => readText(url, rules),
  });
}

/** @throws PageError; the model reads the sentence */
export async function readText(url: string, rules: PageRules) {
  const page = await fetchPage(url, rules);
  const isHtml = /html/i.test(page.contentType);
  const { title, text } = isHtml ? textOfHtml(page.body) : { title: '', text: page.body };
  return {
    url: page.url,
    title: cut(title, MOST_TITLE_CHARACTERS),
    text: cut(text, MOST_CHARACTERS),
    isCut: text.length > MOST_CHARACTERS,
  };
}

/** Half a surrogate pair, which a cut or the page itself leaves, becomes the replacement character. */
function cut(text: string, mostCharacters: number): string {
  return text.slice(0, mostCharacters).toWellFormed();
}
