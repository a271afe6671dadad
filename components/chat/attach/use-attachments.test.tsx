// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { MOST_FILES_PER_MESSAGE } from '@/lib/attachments/limits';
import { reactRoot } from '@/tests/support/react-root';
import { useAttachments } from './use-attachments';

vi.mock('./upload-file', () => {
  throw new Error('Loading chunk failed.');
});

const { show } = reactRoot();

let attachments: ReturnType<typeof useAttachments> | undefined;

function Composer() {
  attachments = useAttachments('chat');
  return null;
}

// A file was turned away while none was attached.
it('takes as many files as a message has, whatever failed before', async () => {
  const files = Array.from({ length: MOST_FILES_PER_MESSAGE }, (_, index) => new File(['a'], `${index}.txt`));
  await show(<Composer />);
  await act(async () => attachments?.add(files));
  await expect.poll(() => attachments?.isUploading).toBe(false);
  await act(async () => attachments?.add([new File(['a'], 'another.txt')]));
  await expect.poll(() => attachments?.isUploading).toBe(false);
  expect(attachments?.items.at(-1)).toMatchObject({
    name: 'another.txt',
    problem: expect.stringContaining('It could not be uploaded.'),
  });
});

it('says that a file could not be uploaded when what uploads could not be loaded', async () => {
  await show(<Composer />);
  await act(async () => attachments?.add([new File(['a'], 'a.txt')]));
  await expect.poll(() => attachments?.isUploading).toBe(false);
  expect(attachments?.items).toMatchObject([
    { state: 'failed', problem: expect.stringContaining('It could not be uploaded.') },
  ]);
  expect(attachments?.announcements.map(({ text }) => text)).toEqual([
    expect.stringContaining('a.txt: It could not be uploaded.'),
  ]);
});
