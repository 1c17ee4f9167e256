interface OfFile {
  /** A weight file within its checkpoint, as "unet/diffusion_pytorch_model.safetensors". */
  readonly file: string
}
/** What is found at one place in a file, and what to do. */
interface Detail extends OfFile {
  readonly detail: string
  readonly advice: string
}
const goneOn = 'Wait until nothing writes it any more, then run again: it is read anew.'

/** What is said of weight files that cannot be read, in English. */
export const weightFileSentences = {
  tooShort: ({ file, bytes }: OfFile & { bytes: number }) =>
    `${file} has ${bytes} bytes: too short for a safetensors file. Download it again.`,
  headerTooLong: ({ file, length, most }: OfFile & { length: string; most: number }) =>
    `${file} says that its header has ${length} bytes; at most ${most} are allowed. It is damaged or no safetensors file: download it again.`,
  cutShort: ({ file, length, bytes }: OfFile & { length: string; bytes: number }) =>
    `${file} is cut short: its header alone has ${length} bytes, the whole file ${bytes}. Download it again.`,
  headerNotJson: ({ file, why }: OfFile & { why: string }) =>
    `The header of ${file} is not JSON (${why}). The file is damaged: download it again.`,
  headerNoObject: ({ file }: OfFile) =>
    `The header of ${file} holds no object. The file is damaged: download it again.`,
  bytesLeft: ({ file, bytes }: OfFile & { bytes: number }) =>
    `${file} has ${bytes} bytes more than its tensors take. The file is damaged: download it again.`,
  lfsPointer: ({ file }: OfFile) =>
    `${file} is a Git LFS pointer, not the file itself. Run "git lfs pull" in the checkpoint's folder, or download the file.`,
  endsEarly: ({ file }: OfFile) => `${file} ends while it is read. Wait until it is downloaded whole, then try again.`,
  tensorTwice: ({ file, tensor }: OfFile & { tensor: string }) =>
    `${file}: tensor "${tensor}" is in another shard too. Download the checkpoint again.`,
  tensorsPromised: ({ files, count, tensor }: { files: readonly string[]; count: number; tensor: string }) =>
    `The index of ${files.join(', ')} promises ${count} tensors that no shard holds, the first "${tensor}". Download the checkpoint again.`,
  weightFileGone: ({ config, path }: { config: string; path: string }) =>
    `${config}: the weight file ${path} is gone. ${goneOn}`,
  weightFileRemoved: ({ config, path }: { config: string; path: string }) =>
    `${config}: the weight file ${path} was removed. ${goneOn}`,
  weightFileChanged: ({ config, path }: { config: string; path: string }) =>
    `${config}: the weight file ${path} was changed while it was in use. ${goneOn}`,

  oldTorch: ({ file }: OfFile) =>
    `${file} is in the format of torch before 1.6, whose numbers cannot be mapped. With a recent torch save it again: torch.save(torch.load(path, map_location="cpu"), path). Or take the safetensors version of the checkpoint.`,
  noTorch: ({ file, bytes }: OfFile & { bytes: number }) =>
    `${file} (${bytes} bytes) is no torch weight file: it does not begin as a zip archive. Download it again, or take the safetensors version of the checkpoint.`,
  pickleTooLong: ({ file, bytes, most }: OfFile & { bytes: number; most: number }) =>
    `${file} has a pickle of ${bytes} bytes; at most ${most} are read. Save its tensors alone with torch.save(model.state_dict(), path), or take the safetensors version.`,
  noDataPickle: ({ file, found }: OfFile & { found: string }) =>
    `${file} holds ${found} "<name>/data.pkl": it is no file that torch.save wrote. Take the safetensors version of the checkpoint.`,
  noneFound: () => 'no',
  otherByteOrder: ({ file, order }: OfFile & { order: string }) =>
    `${file} has the byte order ${order}; only "little" can be mapped. Save it again on a little-endian machine, or take the safetensors version of the checkpoint.`,
  noNamedTensors: ({ file, found }: OfFile & { found: string }) =>
    `${file} holds ${found} instead of named tensors. Save them with torch.save(model.state_dict(), path).`,
  noTensorsByName: ({ file, keys }: OfFile & { keys: string }) =>
    `${file} holds no tensors by name, neither at its top nor in "state_dict"; at its top are ${keys}. Save them with torch.save(model.state_dict(), path).`,
  noKeys: () => 'no keys',

  archiveDetail: ({ file, detail, advice }: Detail) => `${file} ${detail}. ${advice}`,
  tensorDetail: ({ file, tensor, detail, advice }: Detail & { tensor: string }) =>
    `${file}: tensor "${tensor}" ${detail}. ${advice}`,
  pickleDetail: ({ file, place, detail, advice }: Detail & { place: string }) =>
    `${file}: its pickle, in ${place}, ${detail}. ${advice}`,
  opcodeAt: ({ opcode, byte }: { opcode: string; byte: number }) => `opcode ${opcode} at byte ${byte}`,
  endAt: ({ byte }: { byte: number }) => `its end at byte ${byte}`,
  damagedDownload: () => 'The file is damaged: download it again.',
  justDownload: () => 'Download it again.',
  saveContiguous: () => 'Save it again after tensor.contiguous(), or take the safetensors version of the checkpoint.',
  madeByHand: () => 'The file is damaged or was made by hand: download it again, or take the safetensors version.',
  nothingWasRun: () =>
    'Nothing of it was run. Do not load this file elsewhere unless you trust its maker: take the safetensors version of the checkpoint, or save its tensors alone with torch.save(model.state_dict(), path).',
  saveUncompressed: () =>
    'Take the file as torch.save wrote it: its entries are stored, neither compressed nor encrypted.',
}
