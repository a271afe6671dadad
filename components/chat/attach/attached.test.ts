import { describe, expect, it } from 'vitest';
import { type Attached, attachedAgain, attachmentProblem, attachWords } from './attached';
import { fileSize } from './file-size';
import { pastedFiles } from './pasted-files';

const seeing = { name: 'Seeing', accepts: ['text', 'image', 'pdf'] } as const;
const blind = { name: 'Blind', accepts: ['text'] } as const;
const attached = (mediaType: string) =>
  attachedAgain({ type: 'file', mediaType, filename: 'a', url: '/api/attachments/1' });

describe('a file in the composer', () => {
  it('is a problem for a model that doesn’t take it; text never is', () => {
    expect(attachmentProblem(attached('image/png'), seeing)).toBeUndefined();
    expect(attachmentProblem(attached('image/png'), blind)).toContain('Blind takes no images.');
    expect(attachmentProblem(attached('application/pdf'), blind)).toContain('Blind takes no PDFs.');
    expect(attachmentProblem(attached('text/plain'), blind)).toBeUndefined();
  });

  it('is one for every model when it could not be uploaded', () => {
    const failed: Attached = { id: '1', name: 'a', state: 'failed', problem: 'The file is empty.' };
    expect(attachmentProblem(failed, seeing)).toBe('The file is empty.');
    expect(
      attachmentProblem({ id: '1', name: 'a', state: 'uploading', progress: 0.5 }, blind),
    ).toBeUndefined();
  });

  it.each([
    [seeing, 'Attach images, PDFs or text files'],
    [{ name: 'A', accepts: ['text', 'image'] } as const, 'Attach images or text files'],
    [blind, 'Attach text files'],
  ])('is asked for by what the model takes', (model, words) => {
    expect(attachWords(model)).toBe(words);
  });

  it.each([
    [0, '0 bytes'],
    [1_023, '1,023 bytes'],
    [1_024, '1 KB'],
    [1_048_000, '1,023 KB'],
    [3_600_000, '3.4 MB'],
  ])('of %i bytes is said to have %s', (bytes, words) => {
    expect(fileSize(bytes)).toBe(words);
  });
});

describe('what is pasted', () => {
  const file = new File(['a'], 'a.png');
  const pasted = (...types: string[]) => pastedFiles({ types, files: [file] });

  it('is a file: a screenshot, a picture of a page, a file of the file manager', () => {
    for (const types of [['Files'], ['text/html', 'Files'], ['text/plain', 'Files']]) {
      expect(pasted(...types)).toEqual([file]);
    }
  });

  it('is text where a picture of the text comes with it, as from a table', () => {
    expect(pasted('text/plain', 'text/html', 'Files')).toEqual([]);
  });
});
