-- Who lets the next of an order key go finds those that may go already at once, however many wait behind them.
drop index operation_order;
create index operation_order on operation (connection_id, order_key, behind, id) ${while_ordered};
