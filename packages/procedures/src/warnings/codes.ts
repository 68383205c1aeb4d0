/** What is suspicious in a definition that can be used all the same, by code. The text is how the reference explains it. */
export const warningCodes = {
  'unused-evidence': 'an evidence is declared, and no transition asks for it',
  'unused-form': 'a form is declared, and no kind and no transition asks for it',
  'unused-outcome': 'an outcome is declared, and no transition may record it',
  'unused-regime': 'a regime is declared, and no kind and no clock names it',
  'unused-level':
    'no typification rule sends to the level, no clock starts at it and nothing escalates to it',
  'unused-name':
    'a value has a name (`&name`) that no other line refers to: to change it changes nothing here',
  'move-never-made':
    'the move can never be made: the engine leaves its state before, or it escalates nothing',
  'state-never-entered': 'only moves that can never be made lead to the state',
  'rule-never-reached': 'an earlier typification rule takes all that this one would take',
  'letter-never-written': 'earlier letters are written for the same use and the same kinds',
  'calendar-name-unknown':
    'a calendar of the entity names a kind, a regime, a law or a procedure that nothing has: what it says of it holds for none',
} as const

export type WarningCode = keyof typeof warningCodes
