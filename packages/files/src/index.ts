export { type EncryptedFiles, encryptedFiles, type KeyKeeper } from './encrypted.ts'
export { FileError, type FileErrorCode, fileErrorCodes } from './errors.ts'
export {
  type FileSource,
  type FileStat,
  type FileStore,
  isFileRef,
  type PutOptions,
  type StoredFile,
} from './file-store.ts'
export { localFiles } from './local.ts'
export { removeLeftovers } from './local-disk.ts'
export { mediaTypeOf } from './media-type.ts'
export { memoryFiles } from './memory.ts'
