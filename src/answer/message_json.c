#include "answer/message_json.h"

/* A member that is null where there is nothing. */
static void pair_or_null(json_emitter *w, const char *key, str value)
{
    emit_key(w, key);
    if (value.len)
        emit_str(w, value);
    else
        emit_null(w);
}

static void pair_if(json_emitter *w, const char *key, str value)
{
    if (value.len)
        emit_pair_str(w, key, value);
}

void message_emit_item(json_emitter *w, const message_item *item)
{
    if (!item)
        return;
    emit_pair_int(w, "entry", item->entry);
    if (item->transaction)
        emit_pair_int(w, "transaction", item->transaction);
    pair_if(w, "reference", item->reference);
    pair_if(w, "amount", item->amount);
    pair_if(w, "currency", item->currency);
}

static void emit_party(json_emitter *w, const message_party *p)
{
    emit_object(w);
    emit_pair_text(w, "role", message_role_name(p->role));
    emit_pair_str(w, "where", p->where);
    pair_or_null(w, "name", p->name);
    emit_key(w, "address");
    emit_array(w);
    for (size_t i = 0; i < p->address_count; i++)
        emit_str(w, p->address[i]);
    emit_end_array(w);
    pair_or_null(w, "country", p->country);
    pair_or_null(w, "account", p->account);
    pair_or_null(w, "bic", p->bic);
    pair_if(w, "lei", p->lei);
    pair_if(w, "clearing", p->clearing);
    pair_if(w, "identifier", p->identifier);
    pair_if(w, "birth_date", p->birth_date);
    pair_if(w, "birth_place", p->birth_place);
    message_emit_item(w, p->item);
    emit_end_object(w);
}

static void emit_texts(json_emitter *w, const char *key, const char *member, const message_text *items,
                       size_t count)
{
    emit_key(w, key);
    emit_array(w);
    for (size_t i = 0; i < count; i++) {
        emit_object(w);
        emit_pair_str(w, "where", items[i].where);
        emit_pair_str(w, member, items[i].value);
        message_emit_item(w, items[i].item);
        emit_end_object(w);
    }
    emit_end_array(w);
}

/* The digits behind "HS" or "HS CODE" in a description of goods, four to ten of them; dots are passed over.
 */
static size_t hs_code(str text, size_t *at, char code[11])
{
    for (size_t i = *at; i + 6 <= text.len; i++) {
        bool start = i == 0 || text.data[i - 1] == ' ' || text.data[i - 1] == '\n' ||
                     text.data[i - 1] == '+' || text.data[i - 1] == '(';
        if (!start || text.data[i] != 'H' || text.data[i + 1] != 'S')
            continue;
        size_t k = i + 2, len = 0;
        while (k < text.len && k < i + 12 && !(text.data[k] >= '0' && text.data[k] <= '9') &&
               text.data[k] != '\n')
            k++;
        while (k < text.len && len < 10 &&
               ((text.data[k] >= '0' && text.data[k] <= '9') || text.data[k] == '.')) {
            if (text.data[k] != '.')
                code[len++] = text.data[k];
            k++;
        }
        *at = k;
        if (len >= 4)
            return len;
        i = k > i ? k - 1 : i;
    }
    *at = text.len;
    return 0;
}

static void emit_goods(json_emitter *w, const message *m)
{
    emit_key(w, "goods");
    emit_array(w);
    for (size_t i = 0; i < m->goods_count; i++) {
        emit_object(w);
        emit_pair_str(w, "where", m->goods[i].where);
        emit_pair_str(w, "text", m->goods[i].value);
        emit_key(w, "hs");
        emit_array(w);
        size_t at = 0, len;
        char code[11];
        while ((len = hs_code(m->goods[i].value, &at, code)) > 0)
            emit_str(w, str_make(code, len));
        emit_end_array(w);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void emit_vessels(json_emitter *w, const message *m)
{
    emit_key(w, "vessels");
    emit_array(w);
    for (size_t i = 0; i < m->vessel_count; i++) {
        const message_vessel *v = &m->vessels[i];
        emit_object(w);
        emit_pair_str(w, "where", v->where);
        pair_or_null(w, "name", v->name);
        pair_or_null(w, "imo", v->imo);
        pair_if(w, "flag", v->flag);
        emit_end_object(w);
    }
    emit_end_array(w);
}

void message_emit(json_emitter *w, str source, const message *m)
{
    emit_pair_str(w, "source", source);
    pair_or_null(w, "format", m->format);
    emit_key(w, "id");
    emit_object(w);
    pair_or_null(w, "sender", m->sender);
    pair_or_null(w, "reference", m->reference);
    pair_or_null(w, "uetr", m->uetr);
    emit_end_object(w);
    pair_if(w, "amount", m->amount);
    pair_if(w, "currency", m->currency);
    pair_if(w, "value_date", m->value_date);
    emit_key(w, "parties");
    emit_array(w);
    for (size_t i = 0; i < m->party_count; i++)
        emit_party(w, &m->parties[i]);
    emit_end_array(w);
    emit_texts(w, "places", "value", m->places, m->place_count);
    emit_goods(w, m);
    emit_vessels(w, m);
    emit_texts(w, "text", "value", m->text, m->text_count);
    if (m->note_count) {
        emit_key(w, "notes");
        emit_array(w);
        for (size_t i = 0; i < m->note_count; i++)
            emit_str(w, m->notes[i]);
        emit_end_array(w);
    }
}
