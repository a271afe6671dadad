import { expect, it, vi } from 'vitest';
import { loadOlderEvents } from './actions';

vi.mock('@/lib/auth', () => ({
  currentUser: async () => undefined,
  requireUser: () => Promise.reject(new Error('Nobody is signed in.')),
}));

// It failed, as the app does through a fault of its own, and the page tried again for ever.
it('the log tells who is signed out by now that this is why it has no older events', async () => {
  expect(await loadOlderEvents('2026-11-03T14:30:00.000Z', '/billing?range=7d')).toBe('signed out');
});
