import { expect, it } from 'vitest';
import { NOBODYS_PORT } from './nobodys-port';

it('is a port that fetch asks, and where nobody listens', async () => {
  const asked = fetch(`http://127.0.0.1:${NOBODYS_PORT}/`);
  await expect(asked).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
