import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../errors';
import { parseCredentials } from './credentials';

const email = 'ada@example.com';
const password = 'correct horse';

describe('an e-mail address and a password from a form', () => {
  it('are taken as typed, but for the case of the address and the space around it', () => {
    expect(parseCredentials({ email: ' Ada@Example.COM ', password: ' Battery Staple ' })).toEqual({
      email: 'ada@example.com',
      password: ' Battery Staple ',
    });
  });

  it('give the same password however a keyboard composes its letters', () => {
    const composed = parseCredentials({ email, password: 'Ångström ½' });
    const decomposed = parseCredentials({ email, password: 'Ångström ½'.normalize('NFD') });
    expect(decomposed).toEqual(composed);
  });

  it.each([
    ['eight characters', '12345678'],
    ['eight emoji', '🦉'.repeat(8)],
    ['two hundred characters of four bytes', '🦉'.repeat(200)],
  ])('may have a password of %s', (_, allowed) => {
    expect(parseCredentials({ email, password: allowed }).password).toBe(allowed);
  });

  it.each([
    ['seven characters', '1234567'],
    ['seven emoji', '🦉'.repeat(7)],
    ['201 characters', 'x'.repeat(201)],
    ['twelve characters that turn into 216 in NFKC', '\ufdfa'.repeat(12)],
    ['a million characters', 'x'.repeat(1_000_000)],
    ['nothing', undefined],
  ])('may not have a password of %s', (_, refused) => {
    expect(() => parseCredentials({ email, password: refused })).toThrow(
      new BadRequestError('Use a password of 8 to 200 characters.'),
    );
  });

  it.each([
    '',
    'ada',
    'ada@',
    'ada@example',
    'ada@example.com, eve@example.com',
    `${'a'.repeat(250)}@example.com`,
    7,
    undefined,
  ])('may not have the address %j', (refused) => {
    expect(() => parseCredentials({ email: refused, password })).toThrow(
      new BadRequestError('Enter an e-mail address, such as name@example.com.'),
    );
  });
});
