import type { Database } from '@ventanilla/database'
import type { Upload, Uploads } from '../commands/uploads.ts'

/** The numbered files of schema `intake`, for `migrate`. */
export const intakeMigrations = new URL('../../sql/', import.meta.url)

interface Row {
  ref: string
  subject: string
  bytes: number
  media_type: string | null
}

const COLUMNS = 'ref, subject, bytes, media_type'

/** Uploads in schema `intake` of the service's own database. */
export function postgresUploads(database: Database): Uploads {
  return {
    async record({ ref, subject, bytes, mediaType, uploadedBy, claim }) {
      const recorded = await database.query(
        `insert into intake.files (ref, subject, bytes, media_type, uploaded_by, claim, digest)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (claim) do nothing returning ref`,
        [ref, subject, bytes, mediaType ?? null, uploadedBy, claim?.key ?? null, claim?.digest ?? null],
      )
      if (recorded.length > 0) return undefined
      const [before] = await database.query<Row & { digest: string }>(
        `select ${COLUMNS}, digest from intake.files where claim = $1`,
        [claim?.key],
      )
      // Swept between the two statements: as good as never there, and the client may try again.
      if (!before) throw new Error('the upload under this claim is gone')
      return { ...upload(before), digest: before.digest }
    },
    async find(refs) {
      if (refs.length === 0) return new Map()
      const rows = await database.query<Row>(`select ${COLUMNS} from intake.files where ref = any ($1)`, [
        refs,
      ])
      return new Map(rows.map((row) => [row.ref, upload(row)]))
    },
    async attach(refs, { caseId, entity }) {
      await database.query(
        `insert into intake.attachments (ref, case_id, entity)
         select unnest($1::text[]), $2, $3
         on conflict (ref, case_id) do update set attached_at = now()`,
        [refs, caseId, entity],
      )
    },
    async ofCase(caseId) {
      const rows = await database.query<Row & { uploaded_at: string }>(
        `select ${COLUMNS}, uploaded_at from intake.files join intake.attachments using (ref)
         where case_id = $1 order by uploaded_at, ref`,
        [caseId],
      )
      return rows.map(({ uploaded_at: uploadedAt, ...row }) => {
        const { subject: _, ...told } = upload(row)
        return { ...told, uploadedAt }
      })
    },
    attachedTo: (ref) =>
      database.query(
        `select case_id as "caseId", entity from intake.attachments where ref = $1 order by case_id`,
        [ref],
      ),
    idleSince: (instant, after, limit) =>
      database.query(
        `select ref, coalesce(array_agg(case_id::text) filter (where case_id is not null), '{}') as cases
         from intake.files left join intake.attachments using (ref)
         where uploaded_at < $1 and ref > $2
         group by ref having coalesce(max(attached_at) < $1, true)
         order by ref limit $3`,
        [instant, after, limit],
      ),
    async forget(ref, idleSince) {
      const gone = await database.query(
        `delete from intake.files f where ref = $1 and not exists (
           select from intake.attachments a where a.ref = f.ref and attached_at >= $2)
         returning ref`,
        [ref, idleSince],
      )
      return gone.length > 0
    },
  }
}

function upload({ ref, subject, bytes, media_type }: Row): Upload {
  return { ref, subject, bytes, ...(media_type !== null && { mediaType: media_type }) }
}
