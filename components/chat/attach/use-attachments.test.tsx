// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useAttachments } from './use-attachments';
import { useSendOnceUploaded } from './use-send-once-uploaded';

vi.mock('./upload-file', () => {
  throw new Error('Loading chunk failed.');
});

let root: Root;
const send = vi.fn();

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  sessionStorage.clear();
  root = createRoot(document.body);
});

afterEach(async () => {
  await act(async () => root.unmount());
  send.mockReset();
  vi.unstubAllGlobals();
});

it('says that a file could not be uploaded when what uploads could not be loaded', async () => {
  let attachments: ReturnType<typeof useAttachments> | undefined;
  function Composer() {
    attachments = useAttachments('chat');
    return null;
  }
  await act(async () => root.render(<Composer />));
  await act(async () => attachments?.add([new File(['a'], 'a.txt')]));
  await vi.waitFor(() => expect(attachments?.isUploading).toBe(false));
  expect(attachments?.items).toMatchObject([
    { state: 'failed', problem: expect.stringContaining('It could not be uploaded.') },
  ]);
  expect(attachments?.announcements.map(({ text }) => text)).toEqual([
    expect.stringContaining('a.txt: It could not be uploaded.'),
  ]);
});

let sending: ReturnType<typeof useSendOnceUploaded>;

function Sender({ isUploading }: { isUploading: boolean }) {
  sending = useSendOnceUploaded(isUploading, send);
  return null;
}

it('sends a message as soon as its files are uploaded', async () => {
  await act(async () => root.render(<Sender isUploading />));
  await act(async () => sending.wait());
  expect(sending.isWaiting).toBe(true);
  await act(async () => root.render(<Sender isUploading={false} />));
  expect(send).toHaveBeenCalledOnce();
});

it('does not send it once that is cancelled', async () => {
  await act(async () => root.render(<Sender isUploading />));
  await act(async () => sending.wait());
  await act(async () => sending.cancel());
  await act(async () => root.render(<Sender isUploading={false} />));
  expect(send).not.toHaveBeenCalled();
});
