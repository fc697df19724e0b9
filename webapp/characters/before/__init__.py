"""Who a member was before: a record of a former member continues under the number that Battle.net gave it."""
