"""The engine against the stand-in, over real HTTP. What may happen, and which tests say what must come of it:

refused, no name, no connection in time, no TLS
    test_what_never_left_is_sent_later, test_what_is_not_sent_waits, test_schedule (the waits and their spread);
    imageapi/test_a_lost_answer_is_told_from_an_unsent_request
429, quota, 402
    test_everybody_waits_when_asked_to, test_what_is_not_sent_waits, test_rate_limit, test_budget;
    pages/test_the_line_on_cards (the line for everybody), admin/test_panels (resuming)
503; 500, 502, 504
    test_what_is_not_sent_waits; test_a_lost_answer_is_never_posted_again
no answer, or none that can be read; killed anywhere in between
    test_a_lost_answer_is_never_posted_again, test_an_attempt_is_written_before_it_is_sent, test_being_killed_anywhere
400
    test_failing_with_a_reason; imageapi/test_reasons_are_told_in_words (every shape of the contract)
401, 403
    test_what_is_not_sent_waits; pages/test_the_line_on_cards
a webhook for an unconfirmed attempt
    test_a_lost_answer_is_never_posted_again; pages/test_webhook, pages/test_webhook_twice
no webhook: the list is searched
    test_a_lost_answer_is_found_in_the_list
GET: 404, 5xx, timeouts, HTML, unknown words; never finished
    test_watching, test_what_ends_it_is_the_provider_or_time
COMPLETED without a picture
    test_watching, test_what_ends_it_is_the_provider_or_time
several entries, and such as are no https address
    test_from_prompt_to_picture; imageapi/test_looking_at_tasks
downloads that fail, or bring no picture
    test_collecting; imageapi/test_fetch_keeps_its_limits, imageapi/test_fetch_goes_only_where_it_may, test_images
FAILED
    test_failing_with_a_reason; pages/test_cancel_and_retry
a double click, a form sent again, two tabs
    pages/test_sending, models/test_claims
a process or the machine killed; SQLite locked; the disk full
    test_being_killed_anywhere, program/test_being_killed, program/test_ending, test_leading;
    test_the_disk_and_the_database_fail, test_collecting, test_full_disk, pages/test_a_nearly_full_disk
the clock set, by days
    test_the_clock_jumps, test_budget, models/test_leases
any order of all this, with repetitions and kills
    models/test_any_order, models/test_every_order, models/test_an_older_attempt, models/test_a_late_answer
"""
