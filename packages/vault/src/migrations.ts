/**
 * The numbered SQL files of schema `vault`, for `migrate(database, { service: 'vault', dir: vaultMigrations
 * })`.
 */
export const vaultMigrations = new URL('../sql/', import.meta.url)
