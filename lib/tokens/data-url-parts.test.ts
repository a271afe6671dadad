import { describe, expect, it } from 'vitest';
import { filePart } from './data-url-parts';

const CSV = 'day,tokens\n2026-11-01,Ærø 12\n';
const base64 = Buffer.from(CSV).toString('base64');

describe('a file of a prompt', () => {
  it.each([
    ['a URL', `data:text/csv;base64,${base64}`],
    ['base64 alone', base64],
  ])('is read from %s', (_, data) => {
    expect(filePart(data, 'low')).toEqual({ type: 'file', bytes: Buffer.from(CSV), detail: 'low' });
  });

  it('is the text of a URL without base64', () => {
    const url = 'data:text/plain,Hello%20there';
    expect(filePart(url)).toEqual({ type: 'file', bytes: Buffer.from(url) });
  });

  it('has no bytes where there are none', () => {
    expect(filePart(undefined)).toEqual({ type: 'file' });
  });
});
