/** Texts of the parts that all places use. */
export const parts = {
  close: 'Close',
  now: 'now',
  done: 'done',
  toDo: 'to do',
  task: 'Task',
  rename: 'Rename',
}
