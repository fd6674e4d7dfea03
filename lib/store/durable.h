/* While a commit waits for the disk, who waits may look at something else: the
 * arm of a lane comes down on nobody because a disk is slow.
 */
#ifndef CK_STORE_DURABLE_H
#define CK_STORE_DURABLE_H

struct ck_store;

/* From now on, for this store, the look of its turn (store/turn.h) is called
 * each 10 ms that a file of it is brought to the disk. For one store of a
 * process, that has been read from. */
void ck_durable_watch(struct ck_store *store);

#endif
