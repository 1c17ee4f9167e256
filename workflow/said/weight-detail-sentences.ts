interface At {
  /** The name of an entry of an archive. */
  readonly name: string
}
interface Range {
  readonly begin: number
  readonly end: number
}

/** What is wrong with a tensor or an entry of a weight file, in English, to follow its name. */
export const weightDetailSentences = {
  notDescribed: () => 'has no description',
  unknownElements: ({ type }: { type: string }) => `has the unknown element type ${type}`,
  noShape: ({ shape }: { shape: string }) => `has the shape ${shape}, not a list of whole numbers`,
  noPlace: ({ place }: { place: string }) => `has the place ${place}, not [begin, end]`,
  outsideOfData: ({ begin, end, data }: Range & { data: number }) =>
    `lies at ${begin}–${end}, outside of the ${data} bytes of data`,
  otherLength: ({ bytes, type, shape, needed }: { bytes: number; type: string; shape: string; needed: number }) =>
    `has ${bytes} bytes where ${type} [${shape}] takes ${needed}`,
  overlapsAt: ({ byte }: { byte: number }) => `overlaps another tensor at byte ${byte}`,
  unusedBefore: ({ bytes }: { bytes: number }) => `leaves ${bytes} unused bytes before it`,

  noStorage: ({ storage }: { storage: string }) => `needs the storage "${storage}", which is not in the file`,
  otherStorage: ({ storage, bytes, count, type }: { storage: string; bytes: number; count: number; type: string }) =>
    `lies in the storage "${storage}" of ${bytes} bytes where ${count} × ${type} are promised`,
  notRowByRow: ({ shape, strides }: { shape: string; strides: string }) =>
    `of the shape [${shape}] has the strides [${strides}]: its numbers do not lie row by row`,
  beyondStorage: ({ begin, end, storage, count }: Range & { storage: string; count: number }) =>
    `takes the elements ${begin}–${end} of the storage "${storage}", which has ${count}`,

  bytesAfterEntries: ({ bytes }: { bytes: number }) => `has ${bytes} bytes more in its directory than its entries take`,
  twoEntries: ({ name }: At) => `has two entries "${name}"`,
  entriesOverlap: ({ name }: At) => `has entries that overlap: "${name}" begins inside of another`,
  noDirectory: () => 'has no directory at its end: it is cut short',
  ofSeveral: () => 'is one part of an archive of several',
  directoriesDiffer: ({ key, first, second }: { key: string; first: number; second: number }) =>
    `has two directories that differ in their ${key}: ${first} and ${second}`,
  directoryMisplaced: ({ begin, end, limit }: Range & { limit: number }) =>
    `has a directory at ${begin}–${end}, which does not end where its end begins (${limit})`,
  directoryTooLong: ({ count, bytes, most, mostBytes }: Record<'count' | 'bytes' | 'most' | 'mostBytes', number>) =>
    `has a directory of ${count} entries in ${bytes} bytes; at most ${most} in ${mostBytes} are read`,
  directoryTooShort: ({ bytes, count }: { bytes: number; count: number }) =>
    `has ${bytes} bytes of directory, too few for ${count} entries`,
  endBeyondPlace: ({ at }: { at: string }) => `has the end of its directory at ${at}, beyond its place`,
  noLongEnd: ({ at }: { at: string }) => `has no zip64 end of its directory at ${at}`,
  endTooLarge: ({ value }: { value: string }) => `has ${value} in its directory's end, more than its bytes`,
  noEntry: ({ index }: { index: number }) => `has no entry ${index} in its directory`,
  entryLeaves: ({ index }: { index: number }) => `has an entry ${index} that leaves its directory`,
  entryNameNotUtf8: ({ index }: { index: number }) => `has an entry ${index} whose name is not UTF-8`,
  entryWithoutSize: ({ name }: At) => `has no size for "${name}"`,
  entryOfOtherSize: ({ name, stored, full }: At & { stored: number; full: number }) =>
    `stores "${name}" in ${stored} bytes where it has ${full}`,
  entryEncrypted: ({ name }: At) => `has an encrypted or patched entry "${name}"`,
  entryCompressed: ({ name, method }: At & { method: number }) =>
    `has a compressed entry "${name}" (method ${method}), which cannot be mapped`,
  headerOutside: ({ name, at }: At & { at: number }) => `has the entry "${name}" at ${at}, outside of its data`,
  entryNotThere: ({ name, at }: At & { at: number }) => `has no entry "${name}" at ${at}`,
  sizesDiffer: ({ name, listed, there }: At & { listed: number; there: number }) =>
    `gives "${name}" ${listed} bytes in its directory and ${there} at its place`,
  otherName: ({ name }: At) => `has another name at the place of "${name}"`,
  entryOutside: ({ name, begin, end }: At & Range) => `has the entry "${name}" at ${begin}–${end}, outside of its data`,
}
