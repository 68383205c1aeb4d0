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
  'endless-moves':
    'what the engine makes at once leads in a circle: the case comes to rest before the circle closes',
  'initial-ended': 'a case is born in a state where the term is over',
  'clock-never-starts': 'no case of its kinds comes to the state that the clock starts with',
  'exception-idle': 'a request that comes late is of the same kind as one that comes in time',
  'engine-brings-nothing': 'what the engine makes asks for a note or an evidence, and is made without',
  'ladder-beyond-term':
    'a rung waits for more days to be left than any term of its clock has: it comes on the first day',
  'mark-escalates-nothing':
    'a mark sends to a level of mission areas what `escalation` never allows: the case stays where it is',
  'target-out-of-reach': 'the target of an average is beyond the scale of its field',
  'day-out-of-reach': 'no day is within what a field takes, counted from today',
  'calendar-name-unknown':
    'a calendar of the entity names a kind, a regime, a law or a procedure that nothing has: what it says of it holds for none',
} as const

export type WarningCode = keyof typeof warningCodes
