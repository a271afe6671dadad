// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { focusBeside, focusMoved } from './focus-beside';

const group = (...chats: string[]) =>
  `<ul>${chats.map((chat) => `<li id="${chat}"><a href="/chat/${chat}">${chat}</a><button>More</button></li>`).join('')}</ul>`;

function show(...groups: string[]) {
  document.body.innerHTML = `<aside><a href="/chat">New chat</a><nav>${groups.join('')}</nav></aside><textarea></textarea>`;
}

const item = (id: string) => document.getElementById(id);
const focused = () => document.activeElement?.textContent;

beforeEach(() => show(group('first', 'second'), group('third')));

it.each([
  ['the chat after it', 'first', 'second'],
  ['the first chat of the next day', 'second', 'third'],
  ['the chat before it, from the last', 'third', 'second'],
])('the focus goes to %s', (_, gone, next) => {
  item(gone)?.querySelector('button')?.focus();
  focusBeside(item(gone));
  expect(focused()).toBe(next);
});

it('the focus goes from the only chat to where a new one begins', () => {
  show(group('only'));
  item('only')?.querySelector('a')?.focus();
  focusBeside(item('only'));
  expect(focused()).toBe('New chat');
});

it('a focus that has gone elsewhere meanwhile stays there', () => {
  const field = document.querySelector('textarea');
  field?.focus();
  focusBeside(item('first'));
  expect(document.activeElement).toBe(field);
});

it('the focus is on a chat again that was pinned, unless it has gone elsewhere', () => {
  focusMoved('third');
  expect(focused()).toBe('third');
  focusMoved('first');
  expect(focused()).toBe('third');
});
