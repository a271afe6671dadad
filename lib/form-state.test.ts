import { redirect } from 'next/navigation';
import { describe, expect, it } from 'vitest';
import { DatabaseSilentError } from './db/errors';
import { DatabaseLockedError } from './db/folder-lock';
import { SignInRequiredError } from './errors';
import { showingErrors } from './form-state';

const failing = (error: Error) =>
  showingErrors(async () => {
    throw error;
  });

describe('what a form shows', () => {
  it('is what came of it', async () => {
    expect(await showingErrors(async () => ({ value: 'saved' }))).toEqual({ value: 'saved' });
  });

  it('is a sentence that was written for the person', async () => {
    const error = new SignInRequiredError();
    expect(await failing(error)).toEqual({ error: error.message });
  });

  // Each was thrown to Next.js, which printed all that is in it, and the form could not say that it is the database.
  it('is that the database can’t be reached, or that the fault is ours, without what it was', async () => {
    expect(await failing(new DatabaseSilentError())).toEqual({
      error: expect.stringContaining('The database can’t be reached'),
    });
    expect(await failing(new Error('params: secret'))).toEqual({
      error: expect.stringContaining('Something went wrong on our side'),
    });
  });

  // It was asked to try again in a moment, and whoever runs the app saw no word of the other process.
  it('is that another process has the database open, without where that is', async () => {
    const { error } = await failing(new DatabaseLockedError('/srv/tokentally/.data'));
    expect(error).toContain('another process has it open');
    expect(error).not.toContain('/srv');
  });

  it('is another page, where the change leads to one', async () => {
    await expect(showingErrors(async () => redirect('/sign-in'))).rejects.toThrow('NEXT_REDIRECT');
  });
});
