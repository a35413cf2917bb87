"""What a member may send at once, and what the studio accepts from outside."""

PROMPT_LETTERS = 5_000  # the provider documents none (contract 1.1); nobody reads a longer one in a history
DRAFT_LETTERS = 50_000  # a prompt that is too long to be sent is not lost either
PICTURES_AT_ONCE = 8
GENERATIONS_AT_ONCE = 32  # of one form, alternatives and variations together
PROMPT_NAME_LETTERS = 80  # in the prompt library
PROMPTS_KEPT = 500  # of one member
REFERENCES = 3  # contract 1.1
TRASH_DAYS = 30  # then the bytes of what was deleted are gone
CHOSEN = 500  # what one selection downloads, deletes or marks at once
UPLOAD_BYTES = 20 * 1024 * 1024
FETCH_SECONDS = 10
FETCHES_AT_ONCE = 4  # each holds one of the server's threads for up to FETCH_SECONDS
# Three references, and room for the other fields of the form.
BODY_BYTES = REFERENCES * UPLOAD_BYTES + 2 * 1024 * 1024
DECODES_AT_ONCE = 2
RESULT_BYTES = 40 * 1024 * 1024
RESULT_SECONDS = 60
# Kept free for results that are paid for: some hundred may be on their way, of 2 MB each as a rule, and each is there
# twice while it is prepared. The default of the setting DISK_RESERVE.
DISK_RESERVE_BYTES = 500 * 1024 * 1024
