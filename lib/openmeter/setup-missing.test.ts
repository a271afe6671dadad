import { OpenMeter } from '@openmeter/sdk';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { log } from '../log';
import { METERS } from './meters';
import { sayMissingMeters } from './setup-missing';
import { embeddedClient } from './testing/embedded-client';

// The billing page never showed its figures, and the log gave every other reason.
describeOnDatabases('the log of a server that begins with an OpenMeter of its own', (db) => {
  const said = vi.fn();
  beforeEach(() => {
    vi.spyOn(log, 'error').mockImplementation(said);
    vi.spyOn(log, 'warn').mockImplementation(said);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    said.mockReset();
  });

  it('names the meters that were never made there', async () => {
    const [first, ...rest] = METERS;
    await sayMissingMeters(embeddedClient(db(), { namespace: 'half-set-up', meters: [first] }));
    expect(said.mock.calls).toEqual([
      [{ meters: rest.map(({ slug }) => slug) }, 'OpenMeter lacks meters; run npm run openmeter:setup'],
    ]);
  });

  it('says nothing when all are there', async () => {
    await sayMissingMeters(embeddedClient(db()));
    expect(said).not.toHaveBeenCalled();
  });

  it('says why OpenMeter could not be asked', async () => {
    const closed = new OpenMeter({
      baseUrl: 'http://remote.openmeter',
      fetch: async () => new Response('no', { status: 401 }),
    });
    await sayMissingMeters(closed);
    expect(said.mock.calls).toMatchObject([
      [{ err: { status: 401 } }, 'OpenMeter could not be asked which meters it has'],
    ]);
  });
});
