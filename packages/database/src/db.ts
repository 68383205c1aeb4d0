/** What everything that reads or writes takes: a pool, a transaction and a single connection all are one. */
export interface Db {
  /** Runs one statement and resolves to its rows; `$1` is `params[0]`. Server errors keep their SQLSTATE in `code`. */
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>
}

/** What runs between BEGIN and COMMIT. */
export interface Transaction extends Db {
  /** Feeds a COPY … FROM STDIN. @throws the server's error or that of `chunks`; then nothing was copied */
  copyIn(sql: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<void>
}

/** One connection taken out of the pool until it is given back. Counts against the pool's `max`. */
export interface Connection extends Db {
  /**
   * The bytes of a COPY … TO STDOUT as they come. Left before its end, the connection is broken.
   * @throws the server's error
   */
  copyOut(sql: string): AsyncGenerator<Buffer>
  /** With a `name` the statement is prepared once on this connection and only executed from then on. */
  query<R>(sql: string, params?: readonly unknown[], name?: string): Promise<R[]>
  /** True once the connection was lost: it can only be released, and the pool will not hand it out again. */
  readonly broken: boolean
  /** Gives it back; `destroy` closes it instead (locks and settings of its session go with it). Idempotent. */
  release(destroy?: boolean): void
}

export interface TransactionOptions {
  /** Its statements may take as long as they take. */
  unlimited?: boolean
}

export interface Database extends Db, AsyncDisposable {
  /**
   * BEGIN, `work`, COMMIT; ROLLBACK when `work` throws. When COMMIT itself fails by a lost connection nobody
   * knows whether it was done: the caller must be able to repeat it.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  connect(): Promise<Connection>
  /** How its connections stand, and how many requests wait for one. */
  connections(): { busy: number; idle: number; waiting: number }
  /** Waits for what is running (`drainMs` at most), then closes every connection. Idempotent. */
  close(): Promise<void>
}
