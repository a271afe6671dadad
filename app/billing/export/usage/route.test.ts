import { expect, it, vi } from 'vitest';
import { deliverAll, meterOf, newKeys, newPerson, seedUsage } from '@/lib/billing/testing/seed';
import { NO_KEY } from '@/lib/billing/view';
import { describeOnDatabases } from '@/tests/support/databases';
import { GET } from './route';

const { requireUser, getDb, openMeter } = vi.hoisted(() => ({
  requireUser: vi.fn(),
  getDb: vi.fn(),
  openMeter: vi.fn(),
}));
vi.mock('@/lib/auth', () => ({ requireUser }));
vi.mock('@/lib/db/client', () => ({ getDb }));
vi.mock('@/lib/openmeter/client', () => ({ openMeter }));
vi.mock('../../time-zone', () => ({ timeZoneFor: async () => 'UTC' }));

const VIEW = '/billing/export/usage?range=custom&from=2026-01-01&to=2026-01-31&metric=requests';

describeOnDatabases('the numbers of a chart as a file', (db) => {
  async function newFile(search: string) {
    const { client } = meterOf(db());
    const userId = await newPerson(db());
    const keyIds = await newKeys(db(), userId, ['Laptop', 'Laptop']);
    const [from, to] = [new Date('2026-01-01T00:00Z'), new Date('2026-02-01T00:00Z')];
    await seedUsage(db(), { userId, from, to, count: 100, models: ['o3'], keyIds });
    await deliverAll(db(), client);
    requireUser.mockResolvedValue({ id: userId });
    getDb.mockResolvedValue(db());
    openMeter.mockReturnValue(client);
    const file = await (await GET(new Request(`https://chat.example.com${VIEW}&${search}`))).text();
    const [head, ...lines] = file.trimEnd().split('\r\n');
    const series = new Set(lines.map((line) => line.split(',').slice(1, 3).join(',')));
    return { head, series: [...series].sort(), keyIds };
  }

  // It had ids alone, which the table beside it has not.
  it('calls a key as the page does, and tells two of one name apart', async () => {
    const { head, series, keyIds } = await newFile('by=key');
    expect(head).toBe('from,key,label,requests');
    const named = keyIds.map((id) => `${id},Laptop`);
    expect(series).toEqual([...named, `${NO_KEY},No API key`].sort());
  });

  it('calls every other series as the page does, too', async () => {
    expect(await newFile('by=model')).toMatchObject({ head: 'from,model,label,requests', series: ['o3,o3'] });
    expect((await newFile('by=via')).series).toEqual(['api,API', 'chat,Chat', 'title,Chat titles']);
  });
});
